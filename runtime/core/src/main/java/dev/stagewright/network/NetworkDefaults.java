package dev.stagewright.network;

/**
 * What a declaration says about the options of its network.
 *
 * @param name the annotated type's simple name
 * @param inputShape the declared input
 * @param classes the declared number of classes
 * @param minimumInput the smallest input that works
 */
public record NetworkDefaults(
    String name, InputShape inputShape, int classes, MinimumInput minimumInput) {}
