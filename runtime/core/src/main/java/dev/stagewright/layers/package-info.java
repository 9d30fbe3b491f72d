/** The few activation functions that Deeplearning4j lacks or gets wrong. */
@NullMarked
package dev.stagewright.layers;

import org.jspecify.annotations.NullMarked;
