/** The parameter update of the optimizers, fused into one pass over the memory. */
@NullMarked
package dev.stagewright.onednn.update;

import org.jspecify.annotations.NullMarked;
