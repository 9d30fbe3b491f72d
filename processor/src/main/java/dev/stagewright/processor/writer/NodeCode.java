package dev.stagewright.processor.writer;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.stagewright.processor.topology.Argument;
import dev.stagewright.processor.topology.LayerName;
import dev.stagewright.processor.topology.Node;
import dev.stagewright.processor.topology.Size;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Writes the calls that append layers. Every layer's name comes from its node. */
final class NodeCode {

  private final String nonlinearity;
  private final Constants constants;
  private final Varying varying;
  private final Function<StageValue, CodeBlock> values;

  /**
   * Calls in one method.
   *
   * @param nonlinearity the method that appends the nonlinearity
   * @param constants names of layers that are constants
   * @param values the arguments for values that may vary, each behind a comma or nothing
   */
  NodeCode(
      String nonlinearity,
      Constants constants,
      Varying varying,
      Function<StageValue, CodeBlock> values) {
    this.nonlinearity = nonlinearity;
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

  /** A number: a parameter of the method, or a literal with its meaning. */
  private CodeBlock number(String what, Size size) {
    Optional<Argument> argument =
        size.argument().filter(given -> given != Argument.KERNEL || varying.has(StageValue.KERNEL));
    return argument
        .map(given -> CodeBlock.of(given.variable()))
        .orElseGet(() -> Literals.named(what, CodeBlock.of("$L", size.value())));
  }

  /** One call a kind of layer. */
  private final class Calls implements Node.Visitor<CodeBlock> {

    private final CodeBlock name;
    private final String x;

    Calls(CodeBlock name, String x) {
      this.name = name;
      this.x = x;
    }

    @Override
    public CodeBlock convolution(Node.Convolution convolution) {
      CodeBlock call =
          CodeBlock.of(
              "convolution(graph, $L, $L, $L, $L, $L",
              x,
              name,
              number("filters", convolution.filters()),
              number("kernel", convolution.kernel()),
              number("stride", convolution.stride()));
      if (!convolution.keepsSize()) {
        call =
            CodeBlock.of(
                "$L, $T.Truncate, $L",
                call,
                Types.CONVOLUTION_MODE,
                Literals.named("padding", CodeBlock.of("$L", convolution.padding())));
      }
      return CodeBlock.of("$L$L)", call, values.apply(StageValue.PENALTY));
    }

    @Override
    public CodeBlock normalization(Node.Normalization normalization) {
      return CodeBlock.of("batchNormalization(graph, $L, $L)", x, name);
    }

    @Override
    public CodeBlock activation(Node.Activation activation) {
      return CodeBlock.of(
          "$L(graph, $L, $L$L)", nonlinearity, x, name, values.apply(StageValue.ALPHA));
    }

    @Override
    public CodeBlock pool(Node.Pool pool) {
      return CodeBlock.of(
          "pool(graph, $L, $L, $T.$L, $L, $L)",
          x,
          name,
          Types.POOLING_TYPE,
          pool.of() == Node.Pool.Kind.MAX ? "MAX" : "AVG",
          Literals.named("kernel", CodeBlock.of("$L", pool.window().kernel())),
          Literals.named("stride", CodeBlock.of("$L", pool.window().stride())));
    }

    @Override
    public CodeBlock sum(Node.Sum sum) {
      return CodeBlock.of("add(graph, $L, shortcut, $L)", x, name);
    }

    @Override
    public CodeBlock dense(Node.Dense dense) {
      return CodeBlock.of("classifier(graph, $L)", x);
    }
  }
}
