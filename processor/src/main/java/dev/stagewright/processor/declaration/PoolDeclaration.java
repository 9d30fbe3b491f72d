package dev.stagewright.processor.declaration;

import dev.stagewright.processor.topology.Border;
import dev.stagewright.processor.topology.Defaults;

/** {@code @Pool}; a kernel of 0 is no pool. */
public record PoolDeclaration(
    Declared<Integer> kernel,
    Declared<Integer> stride,
    Declared<Integer> padding,
    Declared<Border> border) {

  static PoolDeclaration of(AnnotationReader reader, Defaults defaults) {
    Declared<Integer> kernel = reader.integer("kernel");
    // A convention's padding is that of its own pool, 3 x 3.
    int padding = Math.min(defaults.poolPadding(), Math.max(0, kernel.value() / 2));
    return new PoolDeclaration(
        kernel,
        reader.integer("stride"),
        reader.integer("padding").or(padding),
        reader.constant("border", Border.class).or(defaults.poolBorder()));
  }
}
