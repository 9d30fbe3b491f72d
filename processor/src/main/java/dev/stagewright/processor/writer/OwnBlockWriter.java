package dev.stagewright.processor.writer;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import dev.stagewright.processor.topology.BlockClass;
import dev.stagewright.processor.topology.LayerName;
import dev.stagewright.processor.topology.Topology;
import java.util.List;

/** Writes what a network with blocks of the user's own has more than others. */
final class OwnBlockWriter {

  private static final String LAYER = "layer";

  private final Topology topology;
  private final Varying varying;

  OwnBlockWriter(Topology topology, Varying varying) {
    this.topology = topology;
    this.varying = varying;
  }

  /** Whether some stage has such blocks. */
  boolean isNeeded() {
    return topology.stages().stream().anyMatch(stage -> stage.blockClass().isPresent());
  }

  /** A user's class in code. */
  static ClassName type(BlockClass type) {
    List<String> names = type.simpleNames();
    return ClassName.get(
        type.packageName(), names.get(0), names.subList(1, names.size()).toArray(String[]::new));
  }

  /** The statement that begins the check of these blocks. */
  void declare(MethodSpec.Builder method) {
    method.addStatement("$1T blocks = new $1T(graph, input, options)", Types.DECLARED_BLOCKS);
  }

  /** The method that appends one block. */
  MethodSpec method() {
    MethodSpec.Builder method =
        Dialect.RUNTIME
            .method("ownBlock")
            .addJavadoc("A block whose layers its own class adds, checked against its stage.\n")
            .returns(LayerWriter.FEATURE_MAP)
            .addParameter(Types.DECLARED_BLOCKS, "blocks")
            .addParameter(LayerWriter.FEATURE_MAP, "x")
            .addParameter(String.class, "block")
            .addParameter(Types.STAGE_BLOCK, "type")
            .addParameter(
                ParameterizedTypeName.get(ClassName.get(List.class), TypeName.INT.box()), "filters")
            .addParameter(int.class, "stride");
    varying.declare(method, StageValue.KERNEL);
    varying.declare(method, StageValue.PENALTY);
    CodeBlock kernel =
        varying.has(StageValue.KERNEL)
            ? CodeBlock.of("kernel")
            : Literals.named("kernel", StageValue.KERNEL.ofStem(topology, Dialect.RUNTIME));
    return method
        .addCode("$1T spec =\n$>$>new $1T(\n$>$>", Types.BLOCK_SPEC)
        .addCode("x.layer(),\nx.channels(),\nfilters,\n$L,\nstride,\n", kernel)
        .addCode("options.regularizationOr($L),\n", varying.variable(StageValue.PENALTY))
        .addCode("$L,\n$L -> $L);\n$<$<$<$<", Dialect.RUNTIME.format(), LAYER, name())
        .addStatement(
            "return new $T(blocks.add(type, spec), spec.outputChannels())", LayerWriter.FEATURE_MAP)
        .build();
  }

  /** The name of a layer from what it does, under the network's convention. */
  private CodeBlock name() {
    LayerName name = topology.settings().names().layer("block", LAYER);
    if (name.before().equals(LAYER)) {
      return CodeBlock.of("$L + block", LAYER);
    }
    String between = name.after().substring(0, name.after().length() - LAYER.length());
    return CodeBlock.of("block + $S + $L", between, LAYER);
  }
}
