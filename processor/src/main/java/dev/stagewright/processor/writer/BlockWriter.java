package dev.stagewright.processor.writer;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.stagewright.processor.topology.Argument;
import dev.stagewright.processor.topology.Block;
import dev.stagewright.processor.topology.Node;
import dev.stagewright.processor.topology.Size;
import dev.stagewright.processor.topology.Stage;
import dev.stagewright.processor.topology.StrideAt;
import dev.stagewright.processor.topology.Topology;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes the lines that append blocks, and one method for each kind of block in use. */
final class BlockWriter {

  private final Topology topology;
  private final Varying varying;
  private final Dialect dialect;
  private final NodeCode code;

  /**
   * A writer for one network.
   *
   * @param code calls inside of blocks
   */
  BlockWriter(Topology topology, Varying varying, Dialect dialect, NodeCode code) {
    this.topology = topology;
    this.varying = varying;
    this.dialect = dialect;
    this.code = code;
  }

  /** One line that appends a block to the graph. */
  CodeBlock call(Stage stage, Block block) {
    CodeBlock stride =
        block.isProjected()
            ? CodeBlock.of(", $L", Literals.named("stride", CodeBlock.of("$L", block.stride())))
            : CodeBlock.of("");
    String filters =
        stage.filters().stream().map(String::valueOf).collect(Collectors.joining(", "));
    return CodeBlock.of(
        "x = $L(graph, x, $S, $L$L$L)",
        method(block),
        block.id(),
        filters,
        stride,
        varying.passed());
  }

  /** Adds the methods that the calls need. */
  void addMethods(TypeSpec.Builder type) {
    for (Predicate<Block> kind :
        List.<Predicate<Block>>of(Block::isBottleneck, block -> !block.isBottleneck())) {
      List<Block> blocks =
          topology.stages().stream()
              .flatMap(stage -> stage.blocks().stream())
              .filter(kind)
              .toList();
      first(blocks, Block::isProjected).ifPresent(b -> type.addMethod(projectionMethod(b)));
      first(blocks, b -> !b.isProjected()).ifPresent(b -> type.addMethod(identityMethod(b)));
      first(blocks, b -> true).ifPresent(b -> type.addMethod(branchMethod(b)));
    }
  }

  private static Optional<Block> first(List<Block> blocks, Predicate<Block> test) {
    return blocks.stream().filter(test).findFirst();
  }

  private static String method(Block block) {
    String kind = block.isProjected() ? "convolutionBlock" : "identityBlock";
    return block.isBottleneck()
        ? kind
        : "basic" + Character.toUpperCase(kind.charAt(0)) + kind.substring(1);
  }

  private static String branchName(Block block) {
    return block.isBottleneck() ? "bottleneck" : "basic";
  }

  private static int filters(Block block) {
    return (int) Block.convolutions(block.branch()).count();
  }

  private MethodSpec.Builder blockMethod(String name, Block block) {
    MethodSpec.Builder method =
        dialect
            .method(name)
            .returns(LayerWriter.FEATURE_MAP)
            .addParameter(Types.GRAPH_BUILDER, "graph")
            .addParameter(LayerWriter.FEATURE_MAP, "input")
            .addParameter(String.class, "block");
    for (int i = 1; i <= filters(block); i++) {
      method.addParameter(int.class, "f" + i);
    }
    return method;
  }

  private MethodSpec projectionMethod(Block block) {
    MethodSpec.Builder method =
        blockMethod(method(block), block)
            .addJavadoc(
                "A block whose shortcut is a projection: a 1 x 1 convolution with the same stride.\n")
            .addParameter(int.class, "stride");
    varying.declare(method);
    method.addStatement(branchCall(block, CodeBlock.of("stride")));
    code.append(method, block.shortcut(), "input", "shortcut");
    return end(method, block);
  }

  private MethodSpec identityMethod(Block block) {
    MethodSpec.Builder method =
        blockMethod(method(block), block)
            .addJavadoc("A block whose shortcut is its input as it is.\n");
    varying.declare(method);
    method.addStatement(branchCall(block, Literals.named("stride", CodeBlock.of("1"))));
    return end(method, block);
  }

  private CodeBlock branchCall(Block block, CodeBlock stride) {
    String filters =
        IntStream.rangeClosed(1, filters(block))
            .mapToObj(i -> "f" + i)
            .collect(Collectors.joining(", "));
    return CodeBlock.of(
        "$T x = $L(graph, input, block, $L, $L$L)",
        LayerWriter.FEATURE_MAP,
        branchName(block),
        filters,
        stride,
        varying.passed());
  }

  /** Branch plus shortcut, then the nonlinearity. */
  private MethodSpec end(MethodSpec.Builder method, Block block) {
    String shortcut = block.isProjected() ? "shortcut" : "input";
    method.addStatement("x = add(graph, x, $L, $L)", shortcut, code.name(block.sum().name()));
    return method.addStatement("return $L", code.call(block.activation(), "x")).build();
  }

  /** The residual branch; which convolution takes the stride is the same in all blocks. */
  private MethodSpec branchMethod(Block block) {
    MethodSpec.Builder method =
        blockMethod(branchName(block), block)
            .addParameter(int.class, "stride")
            .addJavadoc("$L\n", branchDoc(block));
    varying.declare(method);
    code.returning(method, block.branch(), "input", "x");
    return method.build();
  }

  private String branchDoc(Block block) {
    String kernels =
        Block.convolutions(block.branch())
            .map(Node.Convolution::kernel)
            .map(this::kernel)
            .collect(Collectors.joining(", "));
    return Text.format(
        "%s residual branch: %s; the %s takes the stride.",
        block.isBottleneck() ? "A bottleneck's" : "A basic block's",
        kernels,
        block.strideAt() == StrideAt.FIRST ? "first" : "second");
  }

  private String kernel(Size kernel) {
    boolean any =
        varying.has(StageValue.KERNEL) && kernel.argument().equals(Optional.of(Argument.KERNEL));
    return any ? "k x k" : Text.format("%d x %d", kernel.value(), kernel.value());
  }
}
