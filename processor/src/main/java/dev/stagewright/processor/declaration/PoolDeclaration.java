package dev.stagewright.processor.declaration;

/** {@code @Pool}; a kernel of 0 is no pool. */
public record PoolDeclaration(Declared<Integer> kernel, Declared<Integer> stride) {

  static PoolDeclaration of(AnnotationReader reader) {
    return new PoolDeclaration(reader.integer("kernel"), reader.integer("stride"));
  }
}
