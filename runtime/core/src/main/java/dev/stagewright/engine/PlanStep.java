package dev.stagewright.engine;

import org.jspecify.annotations.Nullable;

/**
 * One step of an engine's plan, for people.
 *
 * @param layer the layer that it belongs to
 * @param primitive what it does
 * @param implementation the library's name for the kernel
 * @param layout of the value that it writes
 * @param fused what it does on the way
 * @param bytes that it reads and writes
 * @param milliseconds the median of its times, or null if it was not timed
 */
public record PlanStep(
    String layer,
    String primitive,
    String implementation,
    String layout,
    String fused,
    long bytes,
    @Nullable Double milliseconds) {}
