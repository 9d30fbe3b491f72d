package dev.stagewright.processor.writer;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.stagewright.processor.topology.Argument;
import dev.stagewright.processor.topology.Convolution;
import dev.stagewright.processor.topology.LayerName;
import dev.stagewright.processor.topology.Node;
import dev.stagewright.processor.topology.NodeVisitor;
import dev.stagewright.processor.topology.Nonlinearity;
import dev.stagewright.processor.topology.OwnBlock;
import dev.stagewright.processor.topology.Size;
import dev.stagewright.processor.topology.Window;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes the calls that append layers. Every layer's name comes from its node. */
final class NodeCode {

  private final Helpers helpers;
  private final Constants constants;
  private final Varying varying;
  private final Function<StageValue, CodeBlock> values;

  /**
   * Calls in one method.
   *
   * @param helpers which parameters the methods have
   * @param constants names of layers that are constants
   * @param values the arguments for values that may vary, each behind a comma or nothing
   */
  NodeCode(
      Helpers helpers,
      Constants constants,
      Varying varying,
      Function<StageValue, CodeBlock> values) {
    this.helpers = helpers;
    this.constants = constants;
    this.varying = varying;
    this.values = values;
  }

  /** Adds statements that append layers one behind the other. */
  void append(MethodSpec.Builder method, List<? extends Node> nodes, String input, String x) {
    String from = input;
    for (Node node : nodes) {
      method.addStatement("$L = $L", assigned(from, input, x), call(node, from));
      from = x;
    }
  }

  /** Adds the same statements; the last layer is what the method returns. */
  void returning(MethodSpec.Builder method, List<? extends Node> nodes, String input, String x) {
    int last = nodes.size() - 1;
    append(method, nodes.subList(0, last), input, x);
    method.addStatement("return $L", call(nodes.get(last), last == 0 ? input : x));
  }

  private static CodeBlock assigned(String from, String input, String x) {
    return from.equals(input) && !input.equals(x)
        ? CodeBlock.of("$T $L", LayerWriter.FEATURE_MAP, x)
        : CodeBlock.of("$L", x);
  }

  /** The call that appends one layer behind a variable. */
  CodeBlock call(Node node, String x) {
    CodeBlock name = name(node.name());
    return node.accept(new Calls(name, x));
  }

  /** A layer's name as an expression. */
  CodeBlock name(LayerName name) {
    if (name.block().isEmpty()) {
      return constants.code(name.toString());
    }
    CodeBlock before =
        name.before().isEmpty() ? CodeBlock.of("") : CodeBlock.of("$S + ", name.before());
    CodeBlock after =
        name.after().isEmpty() ? CodeBlock.of("") : CodeBlock.of(" + $S", name.after());
    return CodeBlock.of("$Lblock$L", before, after);
  }

  /** The same number, behind a comma. */
  private CodeBlock next(String what, Size size) {
    return CodeBlock.of(", $L", number(what, size));
  }

  /** A number: a variable of the method, or a literal with its meaning. */
  private CodeBlock number(String what, Size size) {
    return size.argument()
        .filter(this::isVariable)
        .map(given -> CodeBlock.of(given.variable()))
        .orElseGet(() -> Literals.named(what, size.value()));
  }

  private boolean isVariable(Argument argument) {
    return switch (argument) {
      case F1, F2, F3, STRIDE, DROP -> true;
      case GROUPS -> varying.has(StageValue.GROUPS);
      case KERNEL -> varying.has(StageValue.KERNEL);
      case DILATION -> varying.has(StageValue.DILATION);
    };
  }

  /** One call a kind of layer. */
  private final class Calls implements NodeVisitor<CodeBlock> {

    private final CodeBlock name;
    private final String x;

    Calls(CodeBlock name, String x) {
      this.name = name;
      this.x = x;
    }

    private CodeBlock call(String method, CodeBlock... arguments) {
      return CodeBlock.of(
          "$L(graph, $L, $L$L)", method, x, name, CodeBlock.join(List.of(arguments), ""));
    }

    @Override
    public CodeBlock convolution(Convolution convolution) {
      CodeBlock none = CodeBlock.of("");
      return call(
          "convolution",
          next("filters", convolution.filters()),
          next("kernel", convolution.kernel()),
          next("stride", convolution.stride()),
          helpers.isGrouped() ? next("groups", convolution.groups()) : none,
          helpers.isDilated() ? next("dilation", convolution.dilation()) : none,
          convolution.keepsSize()
              ? none
              : padding(helpers.hasConvolutionMode(), convolution.window()),
          helpers.hasBiases()
              ? CodeBlock.of(", $L", Literals.named("bias", convolution.hasBias()))
              : none,
          values.apply(StageValue.PENALTY));
    }

    /** The arguments for a padding that does not follow from the kernel. */
    private CodeBlock padding(boolean mode, Window window) {
      CodeBlock padding = CodeBlock.of(", $L", Literals.named("padding", window.padding()));
      return mode
          ? CodeBlock.of(
              ", $T.$L$L", Types.CONVOLUTION_MODE, window.same() ? "Same" : "Truncate", padding)
          : padding;
    }

    @Override
    public CodeBlock normalization(Node.Normalization normalization) {
      return call(
          "batchNormalization",
          helpers.hasGammas()
              ? CodeBlock.of(", $L", Literals.named("gamma", normalization.gamma()))
              : CodeBlock.of(""));
    }

    @Override
    public CodeBlock activation(Node.Activation activation) {
      Nonlinearity nonlinearity = activation.nonlinearity();
      return call(
          nonlinearity.method(),
          nonlinearity.hasAlpha() ? values.apply(StageValue.ALPHA) : CodeBlock.of(""));
    }

    @Override
    public CodeBlock pool(Node.Pool pool) {
      return call(
          "pool",
          type(pool.of()),
          next("kernel", pool.kernel()),
          next("stride", pool.stride()),
          Helpers.isPlain(pool.window())
              ? CodeBlock.of("")
              : padding(helpers.hasPoolMode(), pool.window()));
    }

    @Override
    public CodeBlock zeroPadding(Node.ZeroPadding padding) {
      return call(
          "zeroPadding", CodeBlock.of(", $L", Literals.named("padding", padding.padding())));
    }

    @Override
    public CodeBlock globalPool(Node.GlobalPool pool) {
      return call("globalPool", type(pool.of()));
    }

    private CodeBlock type(Node.PoolKind kind) {
      String constant = kind == Node.PoolKind.MAX ? "MAX" : "AVG";
      return CodeBlock.of(", $T.$L", Types.POOLING_TYPE, constant);
    }

    @Override
    public CodeBlock concatenation(Node.Concatenation concatenation) {
      return call("concatenation", CodeBlock.of(", other"));
    }

    @Override
    public CodeBlock sum(Node.Sum sum) {
      return call("add", CodeBlock.of(", shortcut"));
    }

    @Override
    public CodeBlock linear(Node.Linear linear) {
      return call(
          "dense",
          CodeBlock.of(", $L", linear.sigmoid() ? "x.channels()" : "hidden"),
          CodeBlock.of(", $T.$L", Types.ACTIVATION, linear.sigmoid() ? "SIGMOID" : "RELU"));
    }

    @Override
    public CodeBlock channelConvolution(Node.ChannelConvolution convolution) {
      return call("channelConvolution", CodeBlock.of(", kernel"));
    }

    @Override
    public CodeBlock gate(Node.Gate gate) {
      return CodeBlock.of("gate(graph, x, $L, gate)", name);
    }

    @Override
    public CodeBlock dropPath(Node.DropPath drop) {
      return call("stochasticDepth", CodeBlock.of(", drop"));
    }

    @Override
    public CodeBlock dropout(Node.Dropout dropout) {
      return call(
          "dropout", CodeBlock.of(", $L", Literals.named("rate", Literals.number(dropout.rate()))));
    }

    @Override
    public CodeBlock ownBlock(OwnBlock block) {
      String filters =
          block.filters().stream().map(String::valueOf).collect(Collectors.joining(", "));
      return CodeBlock.of(
          "ownBlock(blocks, $L, $S, new $T(), $T.of($L), $L$L$L)",
          x,
          block.id(),
          OwnBlockWriter.type(block.type()),
          List.class,
          filters,
          Literals.named("stride", block.stride()),
          varying.passed(StageValue.KERNEL),
          varying.passed(StageValue.PENALTY));
    }

    @Override
    public CodeBlock dense(Node.Dense dense) {
      return CodeBlock.of("classifier(graph, $L)", x);
    }
  }
}
