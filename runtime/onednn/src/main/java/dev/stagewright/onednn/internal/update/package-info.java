/** The parameter update of the optimizers, of Deeplearning4j in one pass over the memory. */
@NullMarked
package dev.stagewright.onednn.internal.update;

import org.jspecify.annotations.NullMarked;
