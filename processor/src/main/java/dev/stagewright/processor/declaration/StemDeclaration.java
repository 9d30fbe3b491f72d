package dev.stagewright.processor.declaration;

import dev.stagewright.processor.topology.Defaults;
import java.util.List;

/** {@code @Stem}. */
public record StemDeclaration(
    Site site,
    Declared<List<Declared<Integer>>> filters,
    Declared<List<Declared<Integer>>> kernel,
    Declared<Integer> stride,
    Declared<Integer> padding,
    PoolDeclaration pool) {

  static StemDeclaration of(AnnotationReader reader, Defaults defaults) {
    return new StemDeclaration(
        reader.site(),
        reader.integers("filters"),
        reader.integers("kernel"),
        reader.integer("stride"),
        reader.integer("padding"),
        PoolDeclaration.of(reader.annotation("pool", "Pool"), defaults));
  }
}
