package dev.stagewright.onednn.internal.update;

import java.util.List;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * A run of parameters that one rule updates.
 *
 * @param offset in the flat parameter and gradient arrays
 * @param length in values
 * @param state offset of its first state array in the flat updater state
 * @param stride from its first state array to its second, in values
 * @param updater Deeplearning4j's
 * @param regularizations the penalties on these parameters
 * @param averaged whether the gradient is a sum over the batch and is to be divided
 */
record Segment(
    int offset,
    int length,
    int state,
    int stride,
    IUpdater updater,
    List<Regularization> regularizations,
    boolean averaged) {}
