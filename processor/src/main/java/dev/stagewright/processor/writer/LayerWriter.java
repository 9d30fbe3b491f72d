package dev.stagewright.processor.writer;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.stagewright.processor.topology.Initialization;
import dev.stagewright.processor.topology.Node;
import dev.stagewright.processor.topology.Nonlinearity;
import dev.stagewright.processor.topology.Settings;
import dev.stagewright.processor.topology.Topology;

/** Writes the methods that append one layer each: those that the network needs. */
final class LayerWriter {

  /** The generated class's own record of a layer and its channels. */
  static final ClassName FEATURE_MAP = ClassName.get("", "FeatureMap");

  private final Settings settings;
  private final Helpers helpers;
  private final Varying varying;
  private final Dialect dialect;

  LayerWriter(Topology topology, Helpers helpers, Varying varying, Dialect dialect) {
    this.settings = topology.settings();
    this.helpers = helpers;
    this.varying = varying;
    this.dialect = dialect;
  }

  void addMethods(TypeSpec.Builder type) {
    new ConvolutionWriter(settings, helpers, varying, dialect).addMethods(type);
    if (helpers.has(Node.Normalization.class)) {
      type.addMethod(batchNormalization());
    }
    for (Nonlinearity nonlinearity : Nonlinearity.values()) {
      if (helpers.any(Node.Activation.class, each -> each.nonlinearity() == nonlinearity)) {
        type.addMethod(nonlinearityMethod(nonlinearity));
      }
    }
    if (helpers.has(Node.Sum.class)) {
      type.addMethod(add());
    }
    addPools(type);
    if (helpers.has(Node.ZeroPadding.class)) {
      type.addMethod(zeroPadding());
    }
    if (helpers.has(Node.Concatenation.class)) {
      type.addMethod(concatenation());
    }
    if (helpers.has(Node.DropPath.class)) {
      type.addMethod(stochasticDepth());
    }
    if (helpers.has(Node.Dropout.class)) {
      type.addMethod(dropout());
    }
    if (helpers.has(Node.Linear.class)) {
      type.addMethod(dense());
    }
    if (helpers.has(Node.ChannelConvolution.class)) {
      type.addMethod(channelConvolution());
    }
    if (helpers.has(Node.Gate.class)) {
      type.addMethod(gate());
    }
  }

  /** The beginning of a method that appends a layer. */
  static MethodSpec.Builder method(Dialect dialect, String name) {
    return dialect
        .method(name)
        .returns(FEATURE_MAP)
        .addParameter(Types.GRAPH_BUILDER, "graph")
        .addParameter(FEATURE_MAP, "x")
        .addParameter(String.class, "name");
  }

  /** The call that adds a layer, up to the layer, an argument a line, indented twice. */
  static CodeBlock adding(Dialect dialect, String name) {
    String graph = dialect.graph().replace(' ', '\n');
    return CodeBlock.of("$L(\n$>$>$L$L,\n", dialect.addLayer(), graph, name);
  }

  /** What such a method returns for a layer that keeps the channels. */
  private static MethodSpec same(MethodSpec.Builder method) {
    return method.addStatement("return new $T(name, x.channels())", FEATURE_MAP).build();
  }

  private MethodSpec batchNormalization() {
    MethodSpec.Builder method = method(dialect, "batchNormalization");
    if (helpers.hasGammas()) {
      method.addParameter(double.class, "gamma");
    }
    return same(
        method
            .addCode(adding(dialect, "name"))
            .addCode("new $T.Builder()\n$>$>", Types.BATCH_NORMALIZATION)
            .addCode(".nIn(x.channels())\n.nOut(x.channels())\n")
            .addCode(helpers.hasGammas() ? ".gamma(gamma)\n" : "")
            .addCode(".eps($L)\n", Literals.number(settings.epsilon()))
            .addCode(".decay($L)\n", Literals.number(settings.momentum()))
            .addCode(".useLogStd(false)\n.dataFormat($L)\n", dialect.format())
            .addCode(".build(),\n$<$<x.layer());\n$<$<"));
  }

  private MethodSpec nonlinearityMethod(Nonlinearity nonlinearity) {
    MethodSpec.Builder method = method(dialect, nonlinearity.method());
    if (nonlinearity.hasAlpha()) {
      varying.declare(method, StageValue.ALPHA);
    }
    return same(
        method.addStatement(
            "$L($Lname, new $T($L), x.layer())",
            dialect.addLayer(),
            dialect.graph(),
            Types.ACTIVATION_LAYER,
            function(nonlinearity)));
  }

  private CodeBlock function(Nonlinearity nonlinearity) {
    CodeBlock alpha = dialect.alphaOf(varying.variable(StageValue.ALPHA));
    return switch (nonlinearity) {
      case ELU -> dialect.elu(alpha);
      case GELU -> CodeBlock.of("$T.gelu()", Types.ACTIVATIONS);
      case LEAKY_RELU -> CodeBlock.of("new $T($L)", Types.LEAKY_RELU, alpha);
      case HARD_SWISH -> CodeBlock.of("$T.hardSwish()", Types.ACTIVATIONS);
      case RELU, SELU, SWISH, MISH -> CodeBlock.of("$T.$L", Types.ACTIVATION, nonlinearity.name());
    };
  }

  /** Pools that neither pad nor keep the size take no more than kernel and stride. */
  private void addPools(TypeSpec.Builder type) {
    boolean plain = helpers.any(Node.Pool.class, pool -> Helpers.isPlain(pool.window()));
    boolean padded = helpers.any(Node.Pool.class, pool -> !Helpers.isPlain(pool.window()));
    CodeBlock truncate = CodeBlock.of("$T.Truncate", Types.CONVOLUTION_MODE);
    boolean mode = padded && helpers.hasPoolMode();
    if (plain && padded) {
      type.addMethod(
          pool(false)
              .addStatement(
                  "return pool(graph, x, name, type, kernel, stride, $L$L)",
                  mode ? CodeBlock.of("$L, ", truncate) : CodeBlock.of(""),
                  Literals.named("padding", 0))
              .build());
    }
    if (plain || padded) {
      type.addMethod(
          same(
              pool(padded)
                  .addCode(adding(dialect, "name"))
                  .addCode("new $T.Builder()\n$>$>", Types.SUBSAMPLING)
                  .addCode(".poolingType(type)\n.kernelSize(kernel, kernel)\n")
                  .addCode(".stride(stride, stride)\n")
                  .addCode(".convolutionMode($L)\n", mode ? CodeBlock.of("mode") : truncate)
                  .addCode(padded ? ".padding(padding, padding)\n" : "")
                  .addCode(".dataFormat($L)\n", dialect.format())
                  .addCode(".build(),\n$<$<x.layer());\n$<$<")));
    }
  }

  private MethodSpec.Builder pool(boolean padded) {
    MethodSpec.Builder method =
        method(dialect, "pool")
            .addParameter(Types.POOLING_TYPE, "type")
            .addParameter(int.class, "kernel")
            .addParameter(int.class, "stride");
    if (padded && helpers.hasPoolMode()) {
      method.addParameter(Types.CONVOLUTION_MODE, "mode");
    }
    return padded ? method.addParameter(int.class, "padding") : method;
  }

  private MethodSpec zeroPadding() {
    return same(
        method(dialect, "zeroPadding")
            .addParameter(int.class, "padding")
            .addCode(adding(dialect, "name"))
            .addCode(
                "new $T.Builder(padding, padding).dataFormat($L).build(),\n",
                Types.ZERO_PADDING,
                dialect.format())
            .addCode("x.layer());\n$<$<"));
  }

  private MethodSpec add() {
    return same(
        method(dialect, "add")
            .addParameter(FEATURE_MAP, "shortcut")
            .addStatement(
                "graph.addVertex(\nname, new $T($T.Op.Add), x.layer(), shortcut.layer())",
                Types.ELEMENT_WISE,
                Types.ELEMENT_WISE));
  }

  private MethodSpec stochasticDepth() {
    return same(
        method(dialect, "stochasticDepth")
            .addParameter(double.class, "rate")
            .addJavadoc("Leaves a picture's branch out at times, in training.\n")
            .addCode(adding(dialect, "name"))
            .addCode(
                "new $T(new $T(rate, options.seed(), name)),\nx.layer());\n$<$<",
                Types.DROPOUT,
                Types.STOCHASTIC_DEPTH));
  }

  private MethodSpec dropout() {
    return same(
        method(dialect, "dropout")
            .addParameter(double.class, "rate")
            .addComment("Deeplearning4j takes the share that stays.")
            .addStatement(
                "$L($Lname, new $T(1 - rate), x.layer())",
                dialect.addLayer(),
                dialect.graph(),
                Types.DROPOUT));
  }

  private MethodSpec dense() {
    // timm has 1 x 1 convolutions here, which start as all convolutions do.
    boolean torch = settings.initialization() == Initialization.TORCH;
    return method(dialect, "dense")
        .addParameter(int.class, "units")
        .addParameter(Types.ACTIVATION, "activation")
        .addStatement(
            torch
                ? CodeBlock.of("double deviation = $T.sqrt(2.0 / units)", Math.class)
                : ConvolutionWriter.denseLimit(
                    settings, "(double) x.channels()", CodeBlock.of("units")))
        .addCode(adding(dialect, "name"))
        .addCode("new $T.Builder()\n$>$>", Types.DENSE)
        .addCode(".nIn(x.channels())\n.nOut(units)\n")
        .addCode(torch ? ConvolutionWriter.normal() : ConvolutionWriter.uniform())
        .addCode(".hasBias(true)\n.biasInit(0)\n.activation(activation)\n")
        .addCode(".build(),\n$<$<x.layer());\n$<$<")
        .addStatement("return new $T(name, units)", FEATURE_MAP)
        .build();
  }

  private MethodSpec channelConvolution() {
    return same(
        method(dialect, "channelConvolution")
            .addParameter(int.class, "kernel")
            .addJavadoc("A convolution over the channels, with a sigmoid.\n")
            .addStatement("double limit = 1 / $T.sqrt(kernel)", Math.class)
            .addCode(adding(dialect, "name"))
            .addCode("new $T.Builder()\n$>$>", Types.CHANNEL_CONVOLUTION)
            .addCode(".kernel(kernel)\n.nIn(x.channels())\n.nOut(x.channels())\n")
            .addCode(ConvolutionWriter.uniform())
            .addCode(".activation($T.SIGMOID)\n", Types.ACTIVATION)
            .addCode(".build(),\n$<$<x.layer());\n$<$<"));
  }

  private MethodSpec gate() {
    return same(
        method(dialect, "gate")
            .addParameter(FEATURE_MAP, "gate")
            .addJavadoc("A map times one number a channel.\n")
            .addStatement(
                "graph.addVertex(name, new $T($L), x.layer(), gate.layer())",
                Types.CHANNEL_GATE,
                dialect.format()));
  }

  private MethodSpec concatenation() {
    return method(dialect, "concatenation")
        .addParameter(FEATURE_MAP, "other")
        .addStatement("graph.addVertex(name, new $T(), x.layer(), other.layer())", Types.MERGE)
        .addStatement("return new $T(name, x.channels() + other.channels())", FEATURE_MAP)
        .build();
  }
}
