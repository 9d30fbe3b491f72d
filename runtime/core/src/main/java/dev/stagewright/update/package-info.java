/**
 * What optimizers do to parameters: formulas on flat arrays, in passes by chunks that fit the
 * first-level cache. It knows no graphs.
 */
@NullMarked
package dev.stagewright.update;

import org.jspecify.annotations.NullMarked;
