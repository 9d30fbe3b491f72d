package dev.stagewright.training;

import java.io.Serializable;

/**
 * What replicas are to do in a step, the same for all of them.
 *
 * @param step how many steps the run has made
 * @param optimizerSteps how many the optimizer has made
 * @param iteration how many batches the graph has seen
 * @param epoch the graph's, from which the images' order follows
 * @param imagesBefore how many of the epoch's images are behind
 * @param rate the learning rate
 * @param mostLoss a larger loss refuses the step
 */
public record StepOrder(
    int step,
    int optimizerSteps,
    int iteration,
    int epoch,
    int imagesBefore,
    double rate,
    double mostLoss)
    implements Serializable {}
