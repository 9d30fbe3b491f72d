/** The few layers, activation functions and losses that Deeplearning4j lacks or gets wrong. */
@NullMarked
package dev.stagewright.layers;

import org.jspecify.annotations.NullMarked;
