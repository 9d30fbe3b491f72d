package dev.stagewright.processor.writer;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.stagewright.processor.topology.Argument;
import dev.stagewright.processor.topology.Attention;
import dev.stagewright.processor.topology.Block;
import dev.stagewright.processor.topology.Convolution;
import dev.stagewright.processor.topology.DropRate;
import dev.stagewright.processor.topology.Node;
import dev.stagewright.processor.topology.ResidualBlock;
import dev.stagewright.processor.topology.Size;
import dev.stagewright.processor.topology.Stage;
import dev.stagewright.processor.topology.StrideAt;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes the lines that append blocks, and a method for every form of block in use. */
final class BlockWriter {

  private static final String WHOLE = "input";

  private final Varying varying;
  private final Dialect dialect;
  private final NodeCode code;
  private final BlockMethods blocks = new BlockMethods();
  private final BlockMethods branches = new BlockMethods();
  private final BlockMethods attentions = new BlockMethods();

  /**
   * A writer for one network.
   *
   * @param code calls inside of blocks
   */
  BlockWriter(Varying varying, Dialect dialect, NodeCode code) {
    this.varying = varying;
    this.dialect = dialect;
    this.code = code;
  }

  /** One line that appends a block to the graph; its method is added if there is none yet. */
  CodeBlock call(Stage stage, Block block) {
    return block instanceof ResidualBlock residual
        ? call(stage, residual)
        : CodeBlock.of("x = $L", code.call(block.nodes().get(0), "x"));
  }

  private CodeBlock call(Stage stage, ResidualBlock block) {
    String branch = branches.name(branchName(block), stage, branchMethod(block));
    String attention =
        block.attention().isEmpty()
            ? ""
            : attentions.name(attentionName(block), stage, attentionMethod(block));
    String method = blocks.name(name(block), stage, method(block, branch, attention));
    CodeBlock stride =
        block.shortcut().isEmpty()
            ? CodeBlock.of("")
            : CodeBlock.of(", $L", Literals.named("stride", block.stride()));
    CodeBlock drop = block.drop().stream().map(BlockWriter::drop).collect(CodeBlock.joining(""));
    String filters =
        stage.filters().stream().map(String::valueOf).collect(Collectors.joining(", "));
    return CodeBlock.of(
        "x = $L(graph, x, $S, $L$L$L$L)",
        method,
        block.id(),
        filters,
        stride,
        varying.passed(),
        drop);
  }

  /** Adds the methods of all calls. */
  void addMethods(TypeSpec.Builder type) {
    blocks.addTo(type);
    branches.addTo(type);
    attentions.addTo(type);
  }

  private static String name(ResidualBlock block) {
    String kind;
    if (block.shortcut().isEmpty()) {
      kind = "identityBlock";
    } else if (!block.projected()) {
      kind = "poolBlock";
    } else {
      kind =
          block.shortcut().get(0) instanceof Node.Pool
              ? "pooledConvolutionBlock"
              : "convolutionBlock";
    }
    return block.isBottleneck()
        ? kind
        : "basic" + Character.toUpperCase(kind.charAt(0)) + kind.substring(1);
  }

  private static String doc(ResidualBlock block) {
    if (block.shortcut().isEmpty()) {
      return "A block whose shortcut is its input as it is.";
    }
    if (!block.projected()) {
      return "A block whose shortcut is every stride-th row and column of its input.";
    }
    return block.shortcut().get(0) instanceof Node.Pool
        ? "A block whose shortcut is a projection, a 1 x 1 convolution, of its pooled input."
        : "A block whose shortcut is a projection: a 1 x 1 convolution with the same stride.";
  }

  /** How often the branch is left out, as an expression that shows where the number is from. */
  private static CodeBlock drop(Node node) {
    DropRate rate = ((Node.DropPath) node).rate();
    String value =
        rate.block() == 0
            ? "0"
            : Literals.number(rate.most()) + " * " + rate.block() + " / " + rate.last();
    return CodeBlock.of(", $L", Literals.named("drop", value));
  }

  private static String branchName(ResidualBlock block) {
    return block.isBottleneck() ? "bottleneck" : "basic";
  }

  private static int filters(ResidualBlock block) {
    return (int) Convolution.among(block.branch()).count();
  }

  private MethodSpec.Builder blockMethod(ResidualBlock block) {
    MethodSpec.Builder method =
        dialect
            .method(BlockMethods.UNNAMED)
            .returns(LayerWriter.FEATURE_MAP)
            .addParameter(Types.GRAPH_BUILDER, "graph")
            .addParameter(LayerWriter.FEATURE_MAP, WHOLE)
            .addParameter(String.class, "block");
    for (int i = 1; i <= filters(block); i++) {
      method.addParameter(int.class, "f" + i);
    }
    return method;
  }

  private MethodSpec method(ResidualBlock block, String branch, String attention) {
    MethodSpec.Builder method = blockMethod(block).addJavadoc("$L\n", doc(block));
    boolean strided = !block.shortcut().isEmpty();
    if (strided) {
      method.addParameter(int.class, "stride");
    }
    varying.declare(method);
    if (!block.drop().isEmpty()) {
      method.addParameter(double.class, "drop");
    }
    String read = WHOLE;
    if (!block.preactivation().isEmpty()) {
      read = "activated";
      code.append(method, block.preactivation(), WHOLE, read);
    }
    CodeBlock stride = strided ? CodeBlock.of("stride") : Literals.named("stride", 1);
    String filters =
        IntStream.rangeClosed(1, filters(block))
            .mapToObj(i -> "f" + i)
            .collect(Collectors.joining(", "));
    method.addStatement(
        "$T x = $L(graph, $L, block, $L, $L$L)",
        LayerWriter.FEATURE_MAP,
        branch,
        read,
        filters,
        stride,
        varying.passed());
    if (!attention.isEmpty()) {
      method.addStatement("x = $L(graph, x, block)", attention);
    }
    code.append(method, block.drop(), "x", "x");
    String shortcut = strided ? "shortcut" : WHOLE;
    code.append(method, block.shortcut(), block.projected() ? read : WHOLE, shortcut);
    CodeBlock sum = CodeBlock.of("add(graph, x, $L, $L)", code.name(block.sum().name()), shortcut);
    if (block.activation().isEmpty()) {
      return method.addStatement("return $L", sum).build();
    }
    method.addStatement("x = $L", sum);
    code.returning(method, block.activation(), "x", "x");
    return method.build();
  }

  /** The residual branch. */
  private MethodSpec branchMethod(ResidualBlock block) {
    MethodSpec.Builder method =
        blockMethod(block).addParameter(int.class, "stride").addJavadoc("$L\n", branchDoc(block));
    varying.declare(method);
    code.returning(method, block.branch(), WHOLE, "x");
    return method.build();
  }

  private static boolean isSqueezeAndExcitation(ResidualBlock block) {
    return block.weighing().kind() == Attention.Kind.SE;
  }

  private static String attentionName(ResidualBlock block) {
    return isSqueezeAndExcitation(block) ? "squeezeAndExcitation" : "channelAttention";
  }

  /** What weighs the channels: how wide it is follows from their number. */
  private MethodSpec attentionMethod(ResidualBlock block) {
    List<Node> nodes = block.attention();
    MethodSpec.Builder method =
        dialect
            .method(BlockMethods.UNNAMED)
            .returns(LayerWriter.FEATURE_MAP)
            .addParameter(Types.GRAPH_BUILDER, "graph")
            .addParameter(LayerWriter.FEATURE_MAP, "x")
            .addParameter(String.class, "block");
    if (isSqueezeAndExcitation(block)) {
      method
          .addJavadoc("Weighs the channels by two dense layers on their means.\n")
          .addStatement("int hidden = $L", block.weighing().hidden("x.channels()"));
    } else {
      method.addJavadoc("Weighs the channels by a convolution over their means.\n");
      Attention.kernelStatements("x.channels()")
          .forEach(statement -> method.addStatement("$L", statement));
    }
    int last = nodes.size() - 1;
    code.append(method, nodes.subList(0, last), "x", "gate");
    return method.addStatement("return $L", code.call(nodes.get(last), "x")).build();
  }

  private String branchDoc(ResidualBlock block) {
    String kernels =
        Convolution.among(block.branch())
            .map(Convolution::kernel)
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
