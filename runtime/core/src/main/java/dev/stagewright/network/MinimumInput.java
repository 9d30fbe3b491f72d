package dev.stagewright.network;

/**
 * The smallest image that a network's layers can work on.
 *
 * @param height in pixels
 * @param width in pixels
 * @param reason what would fail below it, for messages
 */
public record MinimumInput(int height, int width, String reason) {}
