/** The parameter update of the optimizers, fused into one pass over the memory. */
@NullMarked
package dev.stagewright.onednn.internal.update;

import org.jspecify.annotations.NullMarked;
