package dev.stagewright.processor.writer;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.stagewright.processor.topology.SpatialPath.Step;
import dev.stagewright.processor.topology.Topology;
import dev.stagewright.processor.topology.Window;
import javax.lang.model.element.Modifier;

/** Writes what follows the last stage. */
final class HeadWriter {

  private final Topology topology;
  private final Constants constants;
  private final GraphCode graph;

  HeadWriter(Topology topology, Constants constants, GraphCode graph) {
    this.topology = topology;
    this.constants = constants;
    this.graph = graph;
  }

  void addMethods(TypeSpec.Builder type) {
    type.addMethod(head());
    type.addMethod(globalPool());
    type.addMethod(classifier());
    type.addMethod(side());
  }

  private MethodSpec head() {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("head")
            .addModifiers(Modifier.PRIVATE)
            .returns(String.class)
            .addParameter(Types.GRAPH_BUILDER, "graph")
            .addParameter(LayerWriter.FEATURE_MAP, "input");
    String x =
        topology
            .head()
            .pool()
            .map(
                pool -> {
                  method.addStatement(
                      "$T x = $L", LayerWriter.FEATURE_MAP, graph.call(pool, "input"));
                  return "x";
                })
            .orElse("input");
    return method
        .beginControlFlow("if (options.includeTop())")
        .addStatement("return classifier(graph, $L)", x)
        .endControlFlow()
        .addCode("return switch (options.pooling()) {\n$>")
        .addCode("case NONE -> $L.layer();\n", x)
        .addCode("case AVG -> globalPool(graph, $L, $T.AVG);\n", x, Types.POOLING_TYPE)
        .addCode("case MAX -> globalPool(graph, $L, $T.MAX);\n$<};\n", x, Types.POOLING_TYPE)
        .build();
  }

  private static MethodSpec globalPool() {
    return Dialect.RUNTIME
        .method("globalPool")
        .returns(String.class)
        .addParameter(Types.GRAPH_BUILDER, "graph")
        .addParameter(LayerWriter.FEATURE_MAP, "x")
        .addParameter(Types.POOLING_TYPE, "type")
        .addStatement(
            "int[] heightAndWidth = format == $T.NHWC ? new int[] {1, 2} : new int[] {2, 3}",
            Types.CNN2D_FORMAT)
        .addCode(LayerWriter.adding(Dialect.RUNTIME, "POOLING"))
        .addCode(
            "new $T.Builder(type).poolingDimensions(heightAndWidth).build(),\n",
            Types.GLOBAL_POOLING)
        .addCode("x.layer());\n$<$<")
        .addStatement("return POOLING")
        .build();
  }

  private MethodSpec classifier() {
    return classifier(
            Dialect.RUNTIME,
            constants.head(),
            CodeBlock.of("side(options.inputShape().height())"),
            CodeBlock.of("side(options.inputShape().width())"),
            CodeBlock.of("options.classes()"))
        .build();
  }

  /** The method that appends the dense layer, for a map and classes that are expressions. */
  static MethodSpec.Builder classifier(
      Dialect dialect, String name, CodeBlock height, CodeBlock width, CodeBlock classes) {
    return dialect
        .method("classifier")
        .addJavadoc(
            "A dense softmax layer; its inputs are in the order of {@code $L}.\n", dialect.format())
        .returns(String.class)
        .addParameter(Types.GRAPH_BUILDER, "graph")
        .addParameter(LayerWriter.FEATURE_MAP, "x")
        .addStatement("int height = $L", height)
        .addStatement("int width = $L", width)
        .addStatement("long features = (long) height * width * x.channels()")
        .addStatement("double limit = $T.sqrt(6.0 / (features + $L))", Math.class, classes)
        .addCode(LayerWriter.adding(dialect, name))
        .addCode("new $T.Builder($T.MCXENT)\n$>$>", Types.OUTPUT, Types.LOSS)
        .addCode(".nIn(features)\n.nOut($L)\n", classes)
        .addCode(LayerWriter.glorot())
        .addCode(".hasBias(true)\n.biasInit(0)\n")
        .addCode(".activation($T.SOFTMAX)\n.build(),\n$<$<", Types.ACTIVATION)
        .addCode("new $T(height, width, x.channels(), $L),\n", Types.FLATTEN, dialect.format())
        .addCode("x.layer());\n$<$<")
        .addStatement("return $L", name);
  }

  /** The arithmetic of feature map sizes, for images of another size than the declared one. */
  private MethodSpec side() {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("side")
            .addJavadoc("The height or width of the head's input to the classifier.\n")
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
            .returns(int.class)
            .addParameter(int.class, "image");
    method.addStatement("int side = image");
    for (Step step : topology.path().steps()) {
      String size = size(step.window());
      if (!size.equals("side")) {
        method.addCode("side = $L; // $L\n", size, step.name());
      }
    }
    return method.addStatement("return side").build();
  }

  /** The size behind a window as one would write it: ceiling or floor of a division. */
  private static String size(Window window) {
    if (window.same()) {
      return divided(plus("side", window.stride() - 1), window.stride());
    }
    int added = 2 * window.padding() - window.kernel();
    if (added == -window.stride()) {
      return divided("side", window.stride());
    }
    return window.stride() == 1
        ? plus("side", added + 1)
        : divided(plus("side", added), window.stride()) + " + 1";
  }

  private static String plus(String side, int added) {
    return added == 0 ? side : side + (added < 0 ? " - " : " + ") + Math.abs(added);
  }

  private static String divided(String sum, int stride) {
    return stride == 1 ? sum : (sum.contains(" ") ? "(" + sum + ")" : sum) + " / " + stride;
  }
}
