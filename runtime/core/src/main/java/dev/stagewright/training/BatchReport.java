package dev.stagewright.training;

import java.time.Duration;

/**
 * The state of a training after a batch. Means are over the epoch's images so far.
 *
 * @param epoch from 1
 * @param epochs of this run
 * @param batch from 1
 * @param batches of an epoch
 * @param images seen in this epoch
 * @param imagesOfEpoch of an epoch
 * @param loss the batch's, penalties included
 * @param meanLoss penalties included
 * @param accuracy mean share of images whose highest output was right, from 0 to 1; NaN if unknown
 * @param imagesPerSecond mean speed in this epoch
 * @param timeLeft of the whole run, estimated
 */
public record BatchReport(
    int epoch,
    int epochs,
    int batch,
    int batches,
    int images,
    int imagesOfEpoch,
    double loss,
    double meanLoss,
    double accuracy,
    double imagesPerSecond,
    Duration timeLeft) {}
