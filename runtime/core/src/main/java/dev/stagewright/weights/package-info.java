/** Weights from files into graphs, by layer name, with a full report. */
@NullMarked
package dev.stagewright.weights;

import org.jspecify.annotations.NullMarked;
