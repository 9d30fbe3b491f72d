package dev.stagewright.processor.writer;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.stagewright.processor.model.Block;
import dev.stagewright.processor.model.Convolution;
import dev.stagewright.processor.model.NetworkModel;
import dev.stagewright.processor.model.Shortcut;
import dev.stagewright.processor.model.Stage;
import dev.stagewright.processor.model.StrideAt;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.lang.model.element.Modifier;

/** Writes the lines that append blocks, and one helper method for each kind of block in use. */
final class BlockWriter {

  private final NetworkModel model;
  private final Varying varying;
  private final String nonlinearity;

  BlockWriter(NetworkModel model, Varying varying, String nonlinearity) {
    this.model = model;
    this.varying = varying;
    this.nonlinearity = nonlinearity;
  }

  /** One line that appends a block to the graph. */
  CodeBlock call(Stage stage, Block block) {
    CodeBlock.Builder line =
        CodeBlock.builder()
            .add("x = $L(graph, x, $S, $L", method(block), block.id(), numbers(stage.filters()));
    if (projected(block)) {
      line.add(", $L", block.stride());
    }
    return line.add(varying.arguments(stage)).add(")").build();
  }

  /** Adds the methods that the calls need. */
  void addMethods(TypeSpec.Builder type) {
    for (Predicate<Block> kind :
        List.<Predicate<Block>>of(
            Block.Bottleneck.class::isInstance, Block.Basic.class::isInstance)) {
      List<Block> blocks =
          model.stages().stream().flatMap(stage -> stage.blocks().stream()).filter(kind).toList();
      first(blocks, BlockWriter::projected).ifPresent(b -> type.addMethod(projectionMethod(b)));
      first(blocks, b -> !projected(b)).ifPresent(b -> type.addMethod(identityMethod(b)));
      first(blocks, b -> true).ifPresent(b -> type.addMethod(branchMethod(b)));
    }
    type.addMethod(sumMethod());
  }

  private static Optional<Block> first(List<Block> blocks, Predicate<Block> test) {
    return blocks.stream().filter(test).findFirst();
  }

  private static boolean projected(Block block) {
    return block.shortcut() instanceof Shortcut.Projected;
  }

  private static String method(Block block) {
    String kind = projected(block) ? "convolutionBlock" : "identityBlock";
    return block instanceof Block.Bottleneck
        ? kind
        : "basic" + Character.toUpperCase(kind.charAt(0)) + kind.substring(1);
  }

  private static String branchName(Block block) {
    return block instanceof Block.Bottleneck ? "bottleneck" : "basic";
  }

  private static String numbers(List<Integer> filters) {
    return filters.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static String filterNames(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> "f" + i).collect(Collectors.joining(", "));
  }

  private MethodSpec.Builder blockMethod(String name, int filters) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(name)
            .addModifiers(Modifier.PRIVATE)
            .returns(LayerWriter.FEATURE_MAP)
            .addParameter(Types.GRAPH_BUILDER, "graph")
            .addParameter(LayerWriter.FEATURE_MAP, "input")
            .addParameter(String.class, "block");
    for (int i = 1; i <= filters; i++) {
      method.addParameter(int.class, "f" + i);
    }
    return method;
  }

  private MethodSpec projectionMethod(Block block) {
    int filters = block.branch().size();
    MethodSpec.Builder method =
        blockMethod(method(block), filters)
            .addJavadoc(
                "A block whose shortcut is a projection: a 1 x 1 convolution with the same stride.\n")
            .addParameter(int.class, "stride");
    varying.declare(method);
    return method
        .addStatement(
            "$T x = $L(graph, input, block, $L, stride$L)",
            LayerWriter.FEATURE_MAP,
            branchName(block),
            filterNames(filters),
            varying.passed())
        .addStatement(
            "$T shortcut = convolution(graph, input, $S + block + $S, f$L, 1, stride$L)",
            LayerWriter.FEATURE_MAP,
            "res",
            "_branch1",
            filters,
            varying.passedPenalty())
        .addStatement(
            "shortcut = batchNormalization(graph, shortcut, $S + block + $S)", "bn", "_branch1")
        .addStatement("return sum(graph, block, x, shortcut$L)", varying.passedAlpha())
        .build();
  }

  private MethodSpec identityMethod(Block block) {
    int filters = block.branch().size();
    MethodSpec.Builder method =
        blockMethod(method(block), filters)
            .addJavadoc("A block whose shortcut is its input as it is.\n");
    varying.declare(method);
    return method
        .addStatement(
            "$T x = $L(graph, input, block, $L, 1$L)",
            LayerWriter.FEATURE_MAP,
            branchName(block),
            filterNames(filters),
            varying.passed())
        .addStatement("return sum(graph, block, x, input$L)", varying.passedAlpha())
        .build();
  }

  /** The residual branch; which convolution takes the stride is the same in all blocks. */
  private MethodSpec branchMethod(Block block) {
    List<Convolution> branch = block.branch();
    StrideAt strideAt = block.strideAt();
    MethodSpec.Builder method =
        blockMethod(branchName(block), branch.size()).addParameter(int.class, "stride");
    varying.declare(method);
    for (int i = 0; i < branch.size(); i++) {
      Convolution convolution = branch.get(i);
      boolean square = convolution.window().same();
      method.addStatement(
          "$L = convolution(graph, $L, $S + block + $S, f$L, $L, $L$L)",
          i == 0 ? CodeBlock.of("$T x", LayerWriter.FEATURE_MAP) : CodeBlock.of("x"),
          i == 0 ? "input" : "x",
          "res",
          "_" + convolution.branch(),
          i + 1,
          square && varying.kernel() ? "kernel" : convolution.window().kernel(),
          i == strideAt.index() ? "stride" : "1",
          varying.passedPenalty());
      boolean last = i == branch.size() - 1;
      method.addStatement(
          "$L batchNormalization(graph, x, $S + block + $S)",
          last ? "return" : "x =",
          "bn",
          "_" + convolution.branch());
      if (!last) {
        method.addStatement(
            "x = $L(graph, x, $S + block + $S$L)",
            nonlinearity,
            model.settings().nonlinearity().kerasName(),
            "_" + convolution.branch(),
            varying.passedAlpha());
      }
    }
    return method.addJavadoc("$L\n", branchDoc(block, strideAt)).build();
  }

  private String branchDoc(Block block, StrideAt strideAt) {
    String which = strideAt == StrideAt.FIRST ? "first" : "second";
    String kernel = varying.kernel() ? "k x k" : kernelText();
    return block instanceof Block.Bottleneck
        ? "A bottleneck's residual branch: 1 x 1, "
            + kernel
            + ", 1 x 1; the "
            + which
            + " takes the stride."
        : "A basic block's residual branch: twice "
            + kernel
            + "; the "
            + which
            + " takes the stride.";
  }

  private String kernelText() {
    int kernel = model.stages().get(0).kernel();
    return kernel + " x " + kernel;
  }

  private MethodSpec sumMethod() {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("sum")
            .addJavadoc("What ends every block: branch plus shortcut, then the nonlinearity.\n")
            .addModifiers(Modifier.PRIVATE)
            .returns(LayerWriter.FEATURE_MAP)
            .addParameter(Types.GRAPH_BUILDER, "graph")
            .addParameter(String.class, "block")
            .addParameter(LayerWriter.FEATURE_MAP, "x")
            .addParameter(LayerWriter.FEATURE_MAP, "shortcut");
    varying.declareAlpha(method);
    return method
        .addStatement("$T sum = $S + block", String.class, "add")
        .addStatement(
            "graph.addVertex(\nsum, new $T($T.Op.Add), x.layer(), shortcut.layer())",
            Types.ELEMENT_WISE,
            Types.ELEMENT_WISE)
        .addStatement(
            "return $L(graph, new $T(sum, x.channels()), $S + block$L)",
            nonlinearity,
            LayerWriter.FEATURE_MAP,
            "out",
            varying.passedAlpha())
        .build();
  }
}
