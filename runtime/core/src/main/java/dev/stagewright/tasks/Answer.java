package dev.stagewright.tasks;

/**
 * One thing that a network's outputs say of a picture.
 *
 * @param index of the label that it is about
 * @param value the label's probability, or its value where the task is regression
 */
public record Answer(int index, double value) {}
