package dev.stagewright.processor.writer;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.stagewright.processor.model.NetworkModel;
import javax.lang.model.element.Modifier;

/** Writes the methods that append one layer each. */
final class LayerWriter {

  /** The generated class's own record of a layer and its channels. */
  static final ClassName FEATURE_MAP = ClassName.get("", "FeatureMap");

  private final NetworkModel model;
  private final Varying varying;

  LayerWriter(NetworkModel model, Varying varying) {
    this.model = model;
    this.varying = varying;
  }

  /** The name of the method that appends the nonlinearity. */
  String nonlinearity() {
    return switch (model.settings().nonlinearity()) {
      case LEAKY_RELU -> "leakyRelu";
      case RELU, ELU, SELU, GELU, SWISH -> model.settings().nonlinearity().kerasName();
    };
  }

  void addMethods(TypeSpec.Builder type) {
    type.addMethod(sameConvolution());
    type.addMethod(convolution());
    type.addMethod(batchNormalization());
    type.addMethod(nonlinearityMethod());
    if (model.stem().pool().isPresent() || model.head().pool().isPresent()) {
      type.addMethod(pool());
    }
  }

  private static MethodSpec.Builder layerMethod(String name) {
    return MethodSpec.methodBuilder(name)
        .addModifiers(Modifier.PRIVATE)
        .returns(FEATURE_MAP)
        .addParameter(Types.GRAPH_BUILDER, "graph")
        .addParameter(FEATURE_MAP, "x")
        .addParameter(String.class, "name");
  }

  private MethodSpec sameConvolution() {
    MethodSpec.Builder method =
        layerMethod("convolution")
            .addJavadoc("A convolution that only its stride makes smaller.\n")
            .addParameter(int.class, "filters")
            .addParameter(int.class, "kernel")
            .addParameter(int.class, "stride");
    varying.declarePenalty(method);
    return method
        .addComment("A kernel of 1 needs no padding to keep the size.")
        .addStatement(
            "$T mode = kernel == 1 ? $T.Truncate : $T.Same",
            Types.CONVOLUTION_MODE,
            Types.CONVOLUTION_MODE,
            Types.CONVOLUTION_MODE)
        .addStatement(
            "return convolution(graph, x, name, filters, kernel, stride, mode, 0$L)",
            varying.passedPenalty())
        .build();
  }

  private MethodSpec convolution() {
    MethodSpec.Builder method =
        layerMethod("convolution")
            .addJavadoc(
                "A convolution without activation$L. Its kernels start as Keras' Glorot uniform.\n",
                model.settings().bias() ? "" : " and bias")
            .addParameter(int.class, "filters")
            .addParameter(int.class, "kernel")
            .addParameter(int.class, "stride")
            .addParameter(Types.CONVOLUTION_MODE, "mode")
            .addParameter(int.class, "padding");
    varying.declarePenalty(method);
    return method
        .addStatement(
            "double limit = $T.sqrt(6.0 / ((double) kernel * kernel * (x.channels() + filters)))",
            Math.class)
        .addCode("$T.add(\n$>$>graph,\n", Types.DECLARED_LAYERS)
        .addCode("name,\n")
        .addCode("new $T.Builder(kernel, kernel)\n$>$>", Types.CONVOLUTION)
        .addCode(".nIn(x.channels())\n.nOut(filters)\n.stride(stride, stride)\n")
        .addCode(".convolutionMode(mode)\n.padding(padding, padding)\n.dataFormat(format)\n")
        .addCode(glorot())
        .addCode(".hasBias($L)\n", model.settings().bias())
        .addCode(model.settings().bias() ? ".biasInit(0)\n" : "")
        .addCode(".activation($T.IDENTITY)\n", Types.ACTIVATION)
        .addCode(
            ".regularization(options.regularizationOr($L).toDl4j())\n",
            varying.penalty() ? "penalty" : "PENALTY")
        .addCode(".build(),\n$<$<x.layer());\n$<$<")
        .addStatement("return new $T(name, filters)", FEATURE_MAP)
        .build();
  }

  static CodeBlock glorot() {
    return CodeBlock.of(
        ".weightInit(new $T(new $T(-limit, limit)))\n", Types.WEIGHT_INIT, Types.UNIFORM);
  }

  private MethodSpec batchNormalization() {
    return layerMethod("batchNormalization")
        .addCode("$T.add(\n$>$>graph,\n", Types.DECLARED_LAYERS)
        .addCode("name,\nnew $T.Builder()\n$>$>", Types.BATCH_NORMALIZATION)
        .addCode(".nIn(x.channels())\n.nOut(x.channels())\n")
        .addCode(".eps($L)\n", Literals.number(model.settings().epsilon()))
        .addCode(".decay($L)\n", Literals.number(model.settings().momentum()))
        .addCode(".useLogStd(false)\n.dataFormat(format)\n.build(),\n$<$<x.layer());\n$<$<")
        .addStatement("return new $T(name, x.channels())", FEATURE_MAP)
        .build();
  }

  private MethodSpec nonlinearityMethod() {
    MethodSpec.Builder method = layerMethod(nonlinearity());
    varying.declareAlpha(method);
    return method
        .addStatement(
            "$T.add(graph, name, new $T($L), x.layer())",
            Types.DECLARED_LAYERS,
            Types.ACTIVATION_LAYER,
            function())
        .addStatement("return new $T(name, x.channels())", FEATURE_MAP)
        .build();
  }

  private CodeBlock function() {
    String alpha = "options.alphaOr(" + (varying.alpha() ? "alpha" : "ALPHA") + ")";
    return switch (model.settings().nonlinearity()) {
      case ELU -> CodeBlock.of("$T.elu($L)", Types.ACTIVATIONS, alpha);
      case GELU -> CodeBlock.of("$T.gelu()", Types.ACTIVATIONS);
      case LEAKY_RELU -> CodeBlock.of("new $T($L)", Types.LEAKY_RELU, alpha);
      case RELU, SELU, SWISH ->
          CodeBlock.of("$T.$L", Types.ACTIVATION, model.settings().nonlinearity().name());
    };
  }

  private static MethodSpec pool() {
    return layerMethod("pool")
        .addParameter(Types.POOLING_TYPE, "type")
        .addParameter(int.class, "kernel")
        .addParameter(int.class, "stride")
        .addCode("$T.add(\n$>$>graph,\n", Types.DECLARED_LAYERS)
        .addCode("name,\nnew $T.Builder()\n$>$>", Types.SUBSAMPLING)
        .addCode(".poolingType(type)\n.kernelSize(kernel, kernel)\n.stride(stride, stride)\n")
        .addCode(".convolutionMode($T.Truncate)\n", Types.CONVOLUTION_MODE)
        .addCode(".dataFormat(format)\n.build(),\n$<$<x.layer());\n$<$<")
        .addStatement("return new $T(name, x.channels())", FEATURE_MAP)
        .build();
  }
}
