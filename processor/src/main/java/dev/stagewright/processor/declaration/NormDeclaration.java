package dev.stagewright.processor.declaration;

import dev.stagewright.processor.topology.Defaults;

/** {@code @Norm}. */
public record NormDeclaration(Declared<Double> epsilon, Declared<Double> momentum) {

  static NormDeclaration of(AnnotationReader reader, Defaults defaults) {
    return new NormDeclaration(
        reader.number("epsilon").or(defaults.epsilon()),
        reader.number("momentum").or(defaults.momentum()));
  }
}
