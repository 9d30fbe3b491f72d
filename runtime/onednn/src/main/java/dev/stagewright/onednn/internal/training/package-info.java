/** Compiles models into plans of training steps. */
@NullMarked
package dev.stagewright.onednn.internal.training;

import org.jspecify.annotations.NullMarked;
