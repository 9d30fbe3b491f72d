package dev.stagewright.prediction;

/**
 * One class that an image may show.
 *
 * @param label the class's name
 * @param index the class's number
 * @param probability the network's output for it, from 0 to 1
 */
public record Prediction(String label, int index, double probability) {}
