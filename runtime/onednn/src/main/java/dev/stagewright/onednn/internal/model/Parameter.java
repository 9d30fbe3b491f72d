package dev.stagewright.onednn.internal.model;

/**
 * One parameter array's place in the graph's flat parameter array, and so in the flat gradient.
 *
 * @param layer the layer that owns it
 * @param name Deeplearning4j's key, such as {@code W}
 * @param offset of its first value
 * @param length in values
 */
public record Parameter(String layer, String name, long offset, long length) {}
