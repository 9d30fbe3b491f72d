package dev.stagewright.processor.declaration;

/** {@code @Norm}. */
public record NormDeclaration(Declared<Double> epsilon, Declared<Double> momentum) {

  static NormDeclaration of(AnnotationReader reader) {
    return new NormDeclaration(reader.number("epsilon"), reader.number("momentum"));
  }
}
