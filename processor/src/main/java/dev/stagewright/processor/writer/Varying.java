package dev.stagewright.processor.writer;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.stagewright.processor.topology.Stage;
import dev.stagewright.processor.topology.Topology;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The values in which stages differ from each other or the stem. Generated helper methods take
 * those, and only those, as parameters; what all stages share stands inside the helpers.
 */
final class Varying {

  private final Topology topology;
  private final Dialect dialect;
  private final List<StageValue> values;

  Varying(Topology topology, Dialect dialect) {
    this.topology = topology;
    this.dialect = dialect;
    this.values = Arrays.stream(StageValue.values()).filter(this::varies).toList();
  }

  private boolean varies(StageValue value) {
    CodeBlock stem = value.ofStem(topology, dialect);
    return value.isUsed(topology)
        && topology.stages().stream()
            .filter(value::isTakenBy)
            .anyMatch(stage -> !value.of(stage, dialect).equals(stem));
  }

  boolean has(StageValue value) {
    return values.contains(value);
  }

  /** The variable, or the constant that takes its place where all stages agree. */
  String variable(StageValue value) {
    return has(value) ? value.variable() : value.name();
  }

  /** Adds the parameters of a method that makes a block. */
  void declare(MethodSpec.Builder method) {
    values.forEach(value -> declare(method, value));
  }

  /** Adds one value's parameter, if it varies. */
  void declare(MethodSpec.Builder method, StageValue value) {
    if (has(value)) {
      method.addParameter(value.type(dialect), value.variable());
    }
  }

  /**
   * Adds statements that give the variables a stage's values, where the stage before has others.
   */
  void assign(MethodSpec.Builder method, Stage stage) {
    for (StageValue value : values) {
      List<Stage> taking = topology.stages().stream().filter(value::isTakenBy).toList();
      int index = taking.indexOf(stage);
      CodeBlock here = value.of(stage, dialect);
      if (index == 0) {
        method.addStatement("$T $L = $L", value.type(dialect), value.variable(), here);
      } else if (index > 0 && !here.equals(value.of(taking.get(index - 1), dialect))) {
        method.addStatement("$L = $L", value.variable(), here);
      }
    }
  }

  /** One argument of a call in the stem, behind a comma, if it varies. */
  CodeBlock stemArgument(StageValue value) {
    return joined(
        values.stream().filter(value::equals), v -> v.argument(v.ofStem(topology, dialect)));
  }

  /** The arguments of a call that makes a block or a part of one, each behind a comma. */
  CodeBlock passed() {
    return joined(values.stream(), value -> CodeBlock.of(value.variable()));
  }

  /** One of these, if it varies. */
  CodeBlock passed(StageValue value) {
    return joined(values.stream().filter(value::equals), v -> CodeBlock.of(v.variable()));
  }

  private static CodeBlock joined(
      Stream<StageValue> values, Function<StageValue, CodeBlock> argument) {
    return values
        .map(value -> CodeBlock.of(", $L", argument.apply(value)))
        .collect(Collectors.collectingAndThen(Collectors.toList(), Varying::concatenated));
  }

  private static CodeBlock concatenated(List<CodeBlock> blocks) {
    return CodeBlock.join(blocks, "");
  }
}
