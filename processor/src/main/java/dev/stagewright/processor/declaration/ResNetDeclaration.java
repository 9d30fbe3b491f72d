package dev.stagewright.processor.declaration;

import dev.stagewright.processor.topology.Attention;
import dev.stagewright.processor.topology.Bias;
import dev.stagewright.processor.topology.Convention;
import dev.stagewright.processor.topology.Defaults;
import dev.stagewright.processor.topology.Initialization;
import dev.stagewright.processor.topology.Nonlinearity;
import dev.stagewright.processor.topology.Norm;
import dev.stagewright.processor.topology.Projection;
import dev.stagewright.processor.topology.Shortcut;
import dev.stagewright.processor.topology.StrideAt;

/**
 * {@code @ResNet}: what the whole network shares. What is not written is the convention's.
 *
 * @param strideAt where not written, that of {@link Defaults#strideAt}
 */
public record ResNetDeclaration(
    Site site,
    Declared<Convention> convention,
    Declared<Boolean> preactivation,
    InputDeclaration input,
    Declared<Nonlinearity> nonlinearity,
    Declared<Integer> groups,
    Declared<Integer> dilation,
    Declared<Double> alpha,
    Declared<Double> l1,
    Declared<Double> l2,
    NormDeclaration norm,
    Declared<Bias> bias,
    Declared<StrideAt> strideAt,
    Declared<Projection> projection,
    Declared<Shortcut> shortcut,
    AttentionDeclaration attention,
    Declared<Double> stochasticDepth,
    Declared<Boolean> zeroInitResidual,
    Declared<Initialization> initialization) {

  static ResNetDeclaration of(AnnotationReader reader) {
    Declared<Convention> convention = reader.constant("convention", Convention.class);
    Declared<Boolean> preactivation = reader.flag("preactivation");
    Defaults defaults = new Defaults(convention.value(), preactivation.value());
    NormDeclaration norm = NormDeclaration.of(reader.annotation("norm", "Norm"), defaults);
    Declared<Boolean> bias = reader.flag("bias");
    return new ResNetDeclaration(
        reader.site(),
        convention,
        preactivation,
        InputDeclaration.of(reader.annotation("input", "Input")),
        reader.constant("nonlinearity", Nonlinearity.class),
        reader.integer("groups"),
        reader.integer("dilation"),
        reader.number("alpha"),
        reader.number("l1"),
        reader.number("l2"),
        norm,
        new Declared<>(bias.value() ? Bias.ALL : Bias.NONE, bias.explicit(), bias.site())
            .or(norm.kind().value() == Norm.NONE ? Bias.ALL : defaults.bias()),
        reader.constant("strideAt", StrideAt.class),
        reader.constant("projection", Projection.class).or(defaults.projection()),
        reader.constant("shortcut", Shortcut.class),
        AttentionDeclaration.of(reader.annotation("attention", "Attention")),
        reader.number("stochasticDepth"),
        reader.flag("zeroInitResidual"),
        reader.constant("initialization", Initialization.class).or(defaults.initialization()));
  }

  /** Stands in for an annotation that is missing, which a rule reports. */
  static ResNetDeclaration absent(Site site) {
    Defaults defaults = new Defaults(Convention.KERAS_LEGACY, false);
    return new ResNetDeclaration(
        site,
        usual(Convention.KERAS_LEGACY, site),
        usual(false, site),
        new InputDeclaration(usual(1, site), usual(1, site), usual(1, site)),
        usual(Nonlinearity.ELU, site),
        usual(1, site),
        usual(1, site),
        usual(1.0, site),
        usual(0.0, site),
        usual(0.0, site),
        new NormDeclaration(
            usual(Norm.BATCH, site),
            usual(defaults.epsilon(), site),
            usual(defaults.momentum(), site)),
        usual(defaults.bias(), site),
        usual(StrideAt.FIRST, site),
        usual(defaults.projection(), site),
        usual(Shortcut.CONVOLUTION, site),
        new AttentionDeclaration(site, usual(Attention.Kind.NONE, site), usual(16, site)),
        usual(0.0, site),
        usual(false, site),
        usual(defaults.initialization(), site));
  }

  private static <T> Declared<T> usual(T value, Site site) {
    return new Declared<>(value, false, site);
  }

  /** What the library has that the declaration follows. */
  public Defaults defaults() {
    return new Defaults(convention.value(), preactivation.value());
  }
}
