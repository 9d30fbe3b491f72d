package dev.stagewright.processor.declaration;

import dev.stagewright.processor.topology.Defaults;
import dev.stagewright.processor.topology.Norm;

/** {@code @Norm}. */
public record NormDeclaration(
    Declared<Norm> kind, Declared<Double> epsilon, Declared<Double> momentum) {

  static NormDeclaration of(AnnotationReader reader, Defaults defaults) {
    return new NormDeclaration(
        reader.constant("kind", Norm.class).or(Norm.BATCH),
        reader.number("epsilon").or(defaults.epsilon()),
        reader.number("momentum").or(defaults.momentum()));
  }
}
