package dev.stagewright.processor.declaration;

import dev.stagewright.processor.topology.Nonlinearity;
import dev.stagewright.processor.topology.Projection;
import dev.stagewright.processor.topology.StrideAt;

/** {@code @ResNet}: what the whole network shares. */
public record ResNetDeclaration(
    Site site,
    InputDeclaration input,
    Declared<Nonlinearity> nonlinearity,
    Declared<Double> alpha,
    Declared<Double> l1,
    Declared<Double> l2,
    NormDeclaration norm,
    Declared<Boolean> bias,
    Declared<StrideAt> strideAt,
    Declared<Projection> projection) {

  static ResNetDeclaration of(AnnotationReader reader) {
    return new ResNetDeclaration(
        reader.site(),
        InputDeclaration.of(reader.annotation("input", "Input")),
        reader.constant("nonlinearity", Nonlinearity.class),
        reader.number("alpha"),
        reader.number("l1"),
        reader.number("l2"),
        NormDeclaration.of(reader.annotation("norm", "Norm")),
        reader.flag("bias"),
        reader.constant("strideAt", StrideAt.class),
        reader.constant("projection", Projection.class));
  }
}
