package dev.stagewright.reporting;

import org.jspecify.annotations.Nullable;

/**
 * A picture that a model took for something else.
 *
 * @param path which picture, as in {@code predictions.csv}
 * @param truth the name of its class
 * @param predicted the name of the class that the model saw
 * @param probability that the model gave to that, from 0 to 1
 * @param picture the picture, made small
 * @param heat the same with a map over it of what spoke for the predicted class; null if none was
 *     made
 */
public record Mistake(
    String path,
    String truth,
    String predicted,
    double probability,
    EncodedPicture picture,
    @Nullable EncodedPicture heat) {}
