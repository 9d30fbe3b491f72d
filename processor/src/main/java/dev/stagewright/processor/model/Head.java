package dev.stagewright.processor.model;

import java.util.Optional;

/**
 * The head: perhaps an average pool, then a dense softmax layer.
 *
 * @param name of the dense layer
 */
public record Head(Optional<Window> pool, int classes, String name) {}
