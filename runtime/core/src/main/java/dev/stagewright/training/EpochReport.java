package dev.stagewright.training;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of an epoch. Training loss and accuracy are means over its batches, measured while the
 * parameters changed; validation follows at its end.
 *
 * @param epoch from 1
 * @param epochs of this run
 * @param step how many steps the run has made
 * @param learningRate of the last of these
 * @param loss mean over the images, penalties included
 * @param accuracy share of images whose highest output was right, from 0 to 1; NaN if unknown
 * @param validation null without validation
 * @param imagesPerSecond mean speed of the training
 * @param duration of the epoch with its validation
 */
public record EpochReport(
    int epoch,
    int epochs,
    int step,
    double learningRate,
    double loss,
    double accuracy,
    @Nullable ModelScore validation,
    double imagesPerSecond,
    Duration duration) {}
