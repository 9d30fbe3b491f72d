/** Weights as Keras saves them, in every layout since its first version. */
@NullMarked
package dev.stagewright.weights.keras;

import org.jspecify.annotations.NullMarked;
