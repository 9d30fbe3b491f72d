package dev.stagewright.processor.writer;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.stagewright.processor.topology.Bias;
import dev.stagewright.processor.topology.Convolution;
import dev.stagewright.processor.topology.Settings;
import dev.stagewright.processor.topology.Window;

/** Writes the methods that append a convolution, and how kernels start. */
final class ConvolutionWriter {

  /** The deviation of a normal distribution of deviation 1 that is cut off at 2. */
  private static final String TRUNCATED = "0.87962566103423978";

  private final Settings settings;
  private final Helpers helpers;
  private final Varying varying;
  private final Dialect dialect;

  ConvolutionWriter(Settings settings, Helpers helpers, Varying varying, Dialect dialect) {
    this.settings = settings;
    this.helpers = helpers;
    this.varying = varying;
    this.dialect = dialect;
  }

  void addMethods(TypeSpec.Builder type) {
    if (helpers.any(Convolution.class, Convolution::keepsSize)) {
      type.addMethod(keepingSize());
    }
    type.addMethod(convolution());
  }

  private MethodSpec.Builder method() {
    MethodSpec.Builder method =
        LayerWriter.method(dialect, "convolution")
            .addParameter(int.class, "filters")
            .addParameter(int.class, "kernel")
            .addParameter(int.class, "stride");
    if (helpers.isGrouped()) {
      method.addParameter(int.class, "groups");
    }
    if (helpers.isDilated()) {
      method.addParameter(int.class, "dilation");
    }
    return method;
  }

  /** What follows the padding. */
  private void declareRest(MethodSpec.Builder method) {
    if (helpers.hasBiases()) {
      method.addParameter(boolean.class, "bias");
    }
    varying.declare(method, StageValue.PENALTY);
  }

  private MethodSpec keepingSize() {
    MethodSpec.Builder method =
        method().addJavadoc("A convolution that only its stride makes smaller.\n");
    declareRest(method);
    CodeBlock padding;
    if (helpers.hasConvolutionMode()) {
      method
          .addComment("A kernel of 1 needs no padding to keep the size.")
          .addStatement(
              "$T mode = kernel == 1 ? $T.Truncate : $T.Same",
              Types.CONVOLUTION_MODE,
              Types.CONVOLUTION_MODE,
              Types.CONVOLUTION_MODE);
      padding = CodeBlock.of("mode, $L", Literals.named("padding", 0));
    } else {
      method.addStatement(
          "int padding = $L",
          helpers.isDilated() ? Window.keeping("kernel", "dilation") : Window.keeping("kernel"));
      padding = CodeBlock.of("padding");
    }
    return method
        .addStatement(
            "return convolution(graph, x, name, filters, kernel, stride$L, $L$L$L)",
            (helpers.isGrouped() ? ", groups" : "") + (helpers.isDilated() ? ", dilation" : ""),
            padding,
            helpers.hasBiases() ? ", bias" : "",
            varying.passed(StageValue.PENALTY))
        .build();
  }

  private MethodSpec convolution() {
    MethodSpec.Builder method = method();
    if (helpers.hasConvolutionMode()) {
      method.addParameter(Types.CONVOLUTION_MODE, "mode");
    }
    method.addParameter(int.class, "padding").addJavadoc("$L\n", doc());
    declareRest(method);
    CodeBlock mode =
        helpers.hasConvolutionMode()
            ? CodeBlock.of("mode")
            : CodeBlock.of("$T.Truncate", Types.CONVOLUTION_MODE);
    method.addStatement(scale());
    CodeBlock builder = CodeBlock.of("new $T.Builder(kernel, kernel)", Types.CONVOLUTION);
    if (helpers.isGrouped()) {
      method
          .addCode("$T.Builder convolution =\n$>$>groups == 1\n$>$>? ", Types.CONVOLUTION)
          .addCode(
              "$L\n: new $T.Builder(kernel, kernel).groups(groups);\n$<$<$<$<",
              builder,
              Types.GROUPED_CONVOLUTION);
      builder = CodeBlock.of("convolution");
    }
    return method
        .addCode(LayerWriter.adding(dialect, "name"))
        .addCode("$L\n$>$>", builder)
        .addCode(".nIn(x.channels())\n.nOut(filters)\n.stride(stride, stride)\n")
        .addCode(helpers.isDilated() ? ".dilation(dilation, dilation)\n" : "")
        .addCode(".convolutionMode($L)\n.padding(padding, padding)\n", mode)
        .addCode(".dataFormat($L)\n", dialect.format())
        .addCode(weights())
        .addCode(bias())
        .addCode(".activation($T.IDENTITY)\n", Types.ACTIVATION)
        .addCode(".regularization($L)\n", dialect.penaltyOf(varying.variable(StageValue.PENALTY)))
        .addCode(".build(),\n$<$<x.layer());\n$<$<")
        .addStatement("return new $T(name, filters)", LayerWriter.FEATURE_MAP)
        .build();
  }

  private String doc() {
    String start =
        switch (settings.initialization()) {
          case GLOROT_UNIFORM -> "as Keras' Glorot uniform";
          case HE_NORMAL -> "as Keras' he_normal";
          case TORCH -> "as torchvision's";
        };
    return "A convolution without activation"
        + (settings.bias() == Bias.NONE ? " and bias" : "")
        + ". Its kernels start "
        + start
        + ".";
  }

  private CodeBlock bias() {
    return switch (settings.bias()) {
      case ALL -> CodeBlock.of(".hasBias(true)\n.biasInit(0)\n");
      case NONE -> CodeBlock.of(".hasBias(false)\n");
      case WHERE_NOT_NORMALIZED -> CodeBlock.of(".hasBias(bias)\n.biasInit(0)\n");
    };
  }

  /** The statement that computes how large kernels start. */
  private CodeBlock scale() {
    return switch (settings.initialization()) {
      case GLOROT_UNIFORM ->
          CodeBlock.of(
              "double limit = $T.sqrt(6.0 / ((double) kernel * kernel * ($L + filters)))",
              Math.class,
              channels());
      case HE_NORMAL ->
          CodeBlock.of(
              "double deviation = $T.sqrt(2.0 / ((double) kernel * kernel * $L)) / $L",
              Math.class,
              channels(),
              TRUNCATED);
      case TORCH ->
          CodeBlock.of(
              "double deviation = $T.sqrt(2.0 / ((double) kernel * kernel * filters))", Math.class);
    };
  }

  /** As many channels as a kernel reads. */
  private String channels() {
    return helpers.isGrouped() ? "x.channels() / groups" : "x.channels()";
  }

  private CodeBlock weights() {
    return switch (settings.initialization()) {
      case GLOROT_UNIFORM -> uniform();
      case HE_NORMAL ->
          CodeBlock.of(
              ".weightInit(new $T(new $T(0, deviation)))\n",
              Types.WEIGHT_INIT,
              Types.TRUNCATED_NORMAL);
      case TORCH -> normal();
    };
  }

  /** Kernels that start with a deviation. */
  static CodeBlock normal() {
    return CodeBlock.of(
        ".weightInit(new $T(new $T(0, deviation)))\n", Types.WEIGHT_INIT, Types.NORMAL);
  }

  /** Kernels that start within a limit. */
  static CodeBlock uniform() {
    return CodeBlock.of(
        ".weightInit(new $T(new $T(-limit, limit)))\n", Types.WEIGHT_INIT, Types.UNIFORM);
  }

  /** The limit within which the dense layer's weights start. */
  static CodeBlock denseLimit(Settings settings, String features, CodeBlock classes) {
    return switch (settings.initialization()) {
      case GLOROT_UNIFORM, HE_NORMAL ->
          CodeBlock.of("double limit = $T.sqrt(6.0 / ($L + $L))", Math.class, features, classes);
      case TORCH -> CodeBlock.of("double limit = 1 / $T.sqrt($L)", Math.class, features);
    };
  }
}
