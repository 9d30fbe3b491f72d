/** oneDNN's primitives for the operations of a model. */
@NullMarked
package dev.stagewright.onednn.internal.primitives;

import org.jspecify.annotations.NullMarked;
