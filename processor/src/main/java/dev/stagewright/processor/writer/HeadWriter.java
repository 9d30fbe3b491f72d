package dev.stagewright.processor.writer;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.stagewright.processor.topology.Head;
import dev.stagewright.processor.topology.Node;
import dev.stagewright.processor.topology.SpatialPath.Step;
import dev.stagewright.processor.topology.Task;
import dev.stagewright.processor.topology.Topology;
import dev.stagewright.processor.topology.Window;
import java.util.List;
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
    type.addMethod(globalPool(Dialect.RUNTIME));
    type.addMethod(classifier());
    if (!topology.head().isGlobal()) {
      type.addMethod(side());
    }
  }

  private MethodSpec head() {
    Head head = topology.head();
    MethodSpec.Builder method =
        Dialect.RUNTIME
            .method("head")
            .returns(String.class)
            .addParameter(Types.GRAPH_BUILDER, "graph")
            .addParameter(LayerWriter.FEATURE_MAP, "input");
    String x = graph.append(method, head.last(), "input");
    if (!head.isGlobal()) {
      // Keras' first ResNet50 has this pool without the top, too.
      x = graph.append(method, head.pools(), x);
    }
    method.beginControlFlow("if (options.includeTop())");
    appendTop(method, graph, head, head.isGlobal() ? head.pools() : List.of(), x);
    return method
        .endControlFlow()
        .addCode("return switch (options.pooling()) {\n$>")
        .addCode("case NONE -> $L.layer();\n", x)
        .addCode(pooling("AVG", x))
        .addCode(pooling("MAX", x))
        .addCode("$<};\n")
        .build();
  }

  private static CodeBlock pooling(String kind, String x) {
    return CodeBlock.of(
        "case $L -> globalPool(graph, $L, POOLING, $T.$L).layer();\n",
        kind,
        x,
        Types.POOLING_TYPE,
        kind);
  }

  /** Adds what pools, drops and classifies. */
  static void appendTop(
      MethodSpec.Builder method, GraphCode graph, Head head, List<Node> pools, String x) {
    CodeBlock top = pooled(method, graph, pools, x);
    if (!head.dropout().isEmpty()) {
      method.addStatement("$T pooled = $L", LayerWriter.FEATURE_MAP, top);
      top = graph.call(head.dropout().get(0), "pooled");
    }
    method.addStatement("return classifier(graph, $L)", top);
  }

  private static CodeBlock pooled(
      MethodSpec.Builder method, GraphCode graph, List<Node> pools, String x) {
    if (pools.size() < 2) {
      return pools.isEmpty() ? CodeBlock.of("$L", x) : graph.call(pools.get(0), x);
    }
    method
        .addStatement("$T average = $L", LayerWriter.FEATURE_MAP, graph.call(pools.get(0), x))
        .addStatement("$T max = $L", LayerWriter.FEATURE_MAP, graph.call(pools.get(1), x));
    return CodeBlock.of("concatenation(graph, average, $L, max)", graph.name(pools.get(2)));
  }

  static MethodSpec globalPool(Dialect dialect) {
    return LayerWriter.method(dialect, "globalPool")
        .addParameter(Types.POOLING_TYPE, "type")
        .addStatement(
            "int[] heightAndWidth = $L == $T.NHWC ? new int[] {1, 2} : new int[] {2, 3}",
            dialect.format(),
            Types.CNN2D_FORMAT)
        .addCode(LayerWriter.adding(dialect, "name"))
        .addCode(
            "new $T.Builder(type).poolingDimensions(heightAndWidth).build(),\n",
            Types.GLOBAL_POOLING)
        .addCode("x.layer());\n$<$<")
        .addStatement("return new $T(name, x.channels())", LayerWriter.FEATURE_MAP)
        .build();
  }

  private MethodSpec classifier() {
    return classifier(
        Dialect.RUNTIME,
        topology,
        constants.head(),
        CodeBlock.of("side(options.inputShape().height())"),
        CodeBlock.of("side(options.inputShape().width())"),
        CodeBlock.of("options.classes()"));
  }

  /** The method that appends the dense layer, for a map and classes that are expressions. */
  static MethodSpec classifier(
      Dialect dialect,
      Topology topology,
      String name,
      CodeBlock height,
      CodeBlock width,
      CodeBlock classes) {
    boolean global = topology.head().isGlobal();
    MethodSpec.Builder method =
        dialect
            .method("classifier")
            .returns(String.class)
            .addParameter(Types.GRAPH_BUILDER, "graph")
            .addParameter(LayerWriter.FEATURE_MAP, "x");
    Task task = topology.head().dense().task();
    if (global) {
      method.addJavadoc("$L.\n", doc(task));
    } else {
      method
          .addJavadoc(
              "$L; its inputs are in the order of {@code $L}.\n", doc(task), dialect.format())
          .addStatement("int height = $L", height)
          .addStatement("int width = $L", width)
          .addStatement("long features = (long) height * width * x.channels()");
    }
    String features = global ? "x.channels()" : "features";
    method
        .addStatement(ConvolutionWriter.denseLimit(topology.settings(), features, classes))
        .addCode(LayerWriter.adding(dialect, name))
        .addCode("new $T.Builder($L)\n$>$>", Types.OUTPUT, loss(task))
        .addCode(".nIn($L)\n.nOut($L)\n", features, classes)
        .addCode(ConvolutionWriter.uniform())
        .addCode(".hasBias(true)\n.biasInit(0)\n")
        .addCode(".activation($T.$L)\n.build(),\n$<$<", Types.ACTIVATION, activation(task));
    if (!global) {
      method.addCode("new $T(height, width, x.channels(), $L),\n", Types.FLATTEN, dialect.format());
    }
    return method.addCode("x.layer());\n$<$<").addStatement("return $L", name).build();
  }

  private static String doc(Task task) {
    return switch (task) {
      case SINGLE_LABEL -> "A dense softmax layer";
      case MULTI_LABEL -> "A dense layer with a sigmoid for each label";
      case BINARY -> "A dense layer with one sigmoid, for yes";
      case REGRESSION -> "A dense layer, as it is";
    };
  }

  private static CodeBlock loss(Task task) {
    return switch (task) {
      case SINGLE_LABEL -> CodeBlock.of("$T.MCXENT", Types.LOSS);
      case MULTI_LABEL, BINARY -> CodeBlock.of("new $T()", Types.SIGMOID_CROSS_ENTROPY);
      case REGRESSION -> CodeBlock.of("$T.MSE", Types.LOSS);
    };
  }

  private static String activation(Task task) {
    return switch (task) {
      case SINGLE_LABEL -> "SOFTMAX";
      case MULTI_LABEL, BINARY -> "SIGMOID";
      case REGRESSION -> "IDENTITY";
    };
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
    int added = 2 * window.padding() - window.span();
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
