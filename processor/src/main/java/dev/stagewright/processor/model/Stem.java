package dev.stagewright.processor.model;

import java.util.Optional;

/** The stem: a convolution, normalisation, the nonlinearity and perhaps a max pool. */
public record Stem(int filters, Window convolution, Optional<Window> pool) {}
