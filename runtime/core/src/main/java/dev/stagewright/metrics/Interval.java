package dev.stagewright.metrics;

/**
 * Where a measure may lie.
 *
 * @param low its lower end; NaN where the measure is not defined
 * @param high its upper end
 */
public record Interval(double low, double high) {}
