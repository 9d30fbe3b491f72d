package dev.stagewright.processor.model;

/**
 * One convolution of a block's residual branch.
 *
 * @param branch the end of its layers' names, as in {@code res2a_branch2a}
 */
public record Convolution(String branch, int filters, Window window) {}
