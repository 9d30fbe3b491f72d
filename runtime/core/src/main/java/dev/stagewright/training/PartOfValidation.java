package dev.stagewright.training;

import java.io.Serializable;

/**
 * What one replica found of the images for validation.
 *
 * @param loss the sum of its images' losses, without penalties
 * @param correct how many of its images it told right; NaN if unknown
 * @param penalty the loss for the parameters' size, the same for all replicas
 * @param predicted how often it predicted each class; empty if the task has none
 */
@SuppressWarnings("ArrayRecordComponent") // a message, which nobody compares
public record PartOfValidation(double loss, double correct, double penalty, long[] predicted)
    implements Serializable {}
