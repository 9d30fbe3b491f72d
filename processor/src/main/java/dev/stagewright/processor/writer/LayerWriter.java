package dev.stagewright.processor.writer;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.stagewright.processor.topology.Topology;

/** Writes the methods that append one layer each. */
final class LayerWriter {

  /** The generated class's own record of a layer and its channels. */
  static final ClassName FEATURE_MAP = ClassName.get("", "FeatureMap");

  private final Topology topology;
  private final Varying varying;
  private final Dialect dialect;

  LayerWriter(Topology topology, Varying varying, Dialect dialect) {
    this.topology = topology;
    this.varying = varying;
    this.dialect = dialect;
  }

  void addMethods(TypeSpec.Builder type) {
    type.addMethod(sameConvolution());
    type.addMethod(convolution());
    type.addMethod(batchNormalization());
    type.addMethod(nonlinearityMethod());
    type.addMethod(add());
    if (topology.stem().pool().isPresent() || topology.head().pool().isPresent()) {
      type.addMethod(pool());
    }
  }

  private MethodSpec.Builder layerMethod(String name) {
    return dialect
        .method(name)
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
    varying.declare(method, StageValue.PENALTY);
    return method
        .addComment("A kernel of 1 needs no padding to keep the size.")
        .addStatement(
            "$T mode = kernel == 1 ? $T.Truncate : $T.Same",
            Types.CONVOLUTION_MODE,
            Types.CONVOLUTION_MODE,
            Types.CONVOLUTION_MODE)
        .addStatement(
            "return convolution(graph, x, name, filters, kernel, stride, mode, 0$L)",
            varying.passed(StageValue.PENALTY))
        .build();
  }

  private MethodSpec convolution() {
    MethodSpec.Builder method =
        layerMethod("convolution")
            .addJavadoc(
                "A convolution without activation$L. Its kernels start as Keras' Glorot uniform.\n",
                topology.settings().bias() ? "" : " and bias")
            .addParameter(int.class, "filters")
            .addParameter(int.class, "kernel")
            .addParameter(int.class, "stride")
            .addParameter(Types.CONVOLUTION_MODE, "mode")
            .addParameter(int.class, "padding");
    varying.declare(method, StageValue.PENALTY);
    return method
        .addStatement(
            "double limit = $T.sqrt(6.0 / ((double) kernel * kernel * (x.channels() + filters)))",
            Math.class)
        .addCode(adding("name"))
        .addCode("new $T.Builder(kernel, kernel)\n$>$>", Types.CONVOLUTION)
        .addCode(".nIn(x.channels())\n.nOut(filters)\n.stride(stride, stride)\n")
        .addCode(
            ".convolutionMode(mode)\n.padding(padding, padding)\n.dataFormat($L)\n",
            dialect.format())
        .addCode(glorot())
        .addCode(".hasBias($L)\n", topology.settings().bias())
        .addCode(topology.settings().bias() ? ".biasInit(0)\n" : "")
        .addCode(".activation($T.IDENTITY)\n", Types.ACTIVATION)
        .addCode(".regularization($L)\n", dialect.penaltyOf(varying.variable(StageValue.PENALTY)))
        .addCode(".build(),\n$<$<x.layer());\n$<$<")
        .addStatement("return new $T(name, filters)", FEATURE_MAP)
        .build();
  }

  private CodeBlock adding(String name) {
    return adding(dialect, name);
  }

  /** The call that adds a layer, up to the layer, an argument a line, indented twice. */
  static CodeBlock adding(Dialect dialect, String name) {
    String graph = dialect.graph().replace(' ', '\n');
    return CodeBlock.of("$L(\n$>$>$L$L,\n", dialect.addLayer(), graph, name);
  }

  static CodeBlock glorot() {
    return CodeBlock.of(
        ".weightInit(new $T(new $T(-limit, limit)))\n", Types.WEIGHT_INIT, Types.UNIFORM);
  }

  private MethodSpec batchNormalization() {
    return layerMethod("batchNormalization")
        .addCode(adding("name"))
        .addCode("new $T.Builder()\n$>$>", Types.BATCH_NORMALIZATION)
        .addCode(".nIn(x.channels())\n.nOut(x.channels())\n")
        .addCode(".eps($L)\n", Literals.number(topology.settings().epsilon()))
        .addCode(".decay($L)\n", Literals.number(topology.settings().momentum()))
        .addCode(
            ".useLogStd(false)\n.dataFormat($L)\n.build(),\n$<$<x.layer());\n$<$<",
            dialect.format())
        .addStatement("return new $T(name, x.channels())", FEATURE_MAP)
        .build();
  }

  private MethodSpec nonlinearityMethod() {
    MethodSpec.Builder method = layerMethod(topology.settings().nonlinearity().method());
    varying.declare(method, StageValue.ALPHA);
    return method
        .addStatement(
            "$L($Lname, new $T($L), x.layer())",
            dialect.addLayer(),
            dialect.graph(),
            Types.ACTIVATION_LAYER,
            function())
        .addStatement("return new $T(name, x.channels())", FEATURE_MAP)
        .build();
  }

  private CodeBlock function() {
    CodeBlock alpha = dialect.alphaOf(varying.variable(StageValue.ALPHA));
    return switch (topology.settings().nonlinearity()) {
      case ELU -> dialect.elu(alpha);
      case GELU -> CodeBlock.of("$T.gelu()", Types.ACTIVATIONS);
      case LEAKY_RELU -> CodeBlock.of("new $T($L)", Types.LEAKY_RELU, alpha);
      case RELU, SELU, SWISH ->
          CodeBlock.of("$T.$L", Types.ACTIVATION, topology.settings().nonlinearity().name());
    };
  }

  private MethodSpec pool() {
    return layerMethod("pool")
        .addParameter(Types.POOLING_TYPE, "type")
        .addParameter(int.class, "kernel")
        .addParameter(int.class, "stride")
        .addCode(adding("name"))
        .addCode("new $T.Builder()\n$>$>", Types.SUBSAMPLING)
        .addCode(".poolingType(type)\n.kernelSize(kernel, kernel)\n.stride(stride, stride)\n")
        .addCode(".convolutionMode($T.Truncate)\n", Types.CONVOLUTION_MODE)
        .addCode(".dataFormat($L)\n.build(),\n$<$<x.layer());\n$<$<", dialect.format())
        .addStatement("return new $T(name, x.channels())", FEATURE_MAP)
        .build();
  }

  private MethodSpec add() {
    return dialect
        .method("add")
        .returns(FEATURE_MAP)
        .addParameter(Types.GRAPH_BUILDER, "graph")
        .addParameter(FEATURE_MAP, "x")
        .addParameter(FEATURE_MAP, "shortcut")
        .addParameter(String.class, "name")
        .addStatement(
            "graph.addVertex(\nname, new $T($T.Op.Add), x.layer(), shortcut.layer())",
            Types.ELEMENT_WISE,
            Types.ELEMENT_WISE)
        .addStatement("return new $T(name, x.channels())", FEATURE_MAP)
        .build();
  }
}
