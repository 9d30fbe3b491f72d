package dev.stagewright.prediction;

/**
 * One of ImageNet's classes that an image may show, as Keras' {@code decode_predictions} tells it.
 *
 * @param wordNetId for example {@code n02123045}
 * @param name for example {@code tabby}
 * @param score the network's output for it, from 0 to 1
 */
public record ImageNetPrediction(String wordNetId, String name, double score) {}
