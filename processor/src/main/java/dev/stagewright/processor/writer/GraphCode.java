package dev.stagewright.processor.writer;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.stagewright.processor.topology.Block;
import dev.stagewright.processor.topology.InferredLayers;
import dev.stagewright.processor.topology.Node;
import dev.stagewright.processor.topology.Stage;
import dev.stagewright.processor.topology.Topology;
import java.util.List;
import javax.lang.model.element.Modifier;

/** The part of a class that puts the graph together, with the runtime or without it. */
final class GraphCode {

  private final Topology topology;
  private final InferredLayers inferred;
  private final Dialect dialect;
  private final Varying varying;
  private final LayerWriter layers;
  private final BlockWriter blocks;
  private final NodeCode outside;
  private final OwnBlockWriter own;

  GraphCode(Topology topology, InferredLayers inferred, Constants constants, Dialect dialect) {
    this.topology = topology;
    this.inferred = inferred;
    this.dialect = dialect;
    this.varying = new Varying(topology, dialect);
    Helpers helpers = new Helpers(topology);
    this.layers = new LayerWriter(topology, helpers, varying, dialect);
    this.outside = new NodeCode(helpers, constants, varying, varying::stemArgument);
    NodeCode inside = new NodeCode(helpers, constants, varying, varying::passed);
    this.blocks = new BlockWriter(varying, dialect, inside);
    this.own = new OwnBlockWriter(topology, varying);
  }

  /** Adds constants for what all layers share. */
  void addConstants(TypeSpec.Builder type) {
    for (StageValue value : StageValue.values()) {
      if (!value.isLiteral() && value.isUsed(topology) && !varying.has(value)) {
        CodeBlock declared = value.ofStem(topology, dialect);
        type.addField(constant(value.type(dialect), value.name(), declared));
      }
    }
  }

  static FieldSpec constant(TypeName type, String name, CodeBlock value) {
    return FieldSpec.builder(type, name, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .initializer(value)
        .build();
  }

  /** Adds a line a block, from the stem to the last stage. */
  void addStages(MethodSpec.Builder method, CodeBlock image) {
    if (own.isNeeded()) {
      own.declare(method);
    }
    method.addStatement("$T x = stem(graph, $L)", LayerWriter.FEATURE_MAP, image);
    for (Stage stage : topology.stages()) {
      method.addCode("\n");
      method.addComment("Stage $L: $L", stage.number(), inferred.output(stage.output()));
      varying.assign(method, stage);
      for (Block block : stage.blocks()) {
        method.addStatement(blocks.call(stage, block));
      }
    }
    method.addCode("\n");
  }

  /** Adds the methods that append stem and blocks. */
  void addBlockMethods(TypeSpec.Builder type) {
    MethodSpec.Builder stem =
        dialect
            .method("stem")
            .returns(LayerWriter.FEATURE_MAP)
            .addParameter(Types.GRAPH_BUILDER, "graph")
            .addParameter(LayerWriter.FEATURE_MAP, "image");
    outside.returning(stem, topology.stem().nodes(), "image", "x");
    type.addMethod(stem.build());
    blocks.addMethods(type);
    if (own.isNeeded()) {
      type.addMethod(own.method());
    }
  }

  /** Adds the methods that append one layer each. */
  void addLayerMethods(TypeSpec.Builder type) {
    layers.addMethods(type);
    type.addType(featureMap());
  }

  /** Adds statements that append layers outside of blocks; returns the variable of the last. */
  String append(MethodSpec.Builder method, List<? extends Node> nodes, String input) {
    outside.append(method, nodes, input, "x");
    return nodes.isEmpty() ? input : "x";
  }

  /** The call that appends one layer outside of blocks. */
  CodeBlock call(Node node, String x) {
    return outside.call(node, x);
  }

  /** The name of a layer outside of blocks. */
  CodeBlock name(Node node) {
    return outside.name(node.name());
  }

  private static TypeSpec featureMap() {
    return TypeSpec.recordBuilder(LayerWriter.FEATURE_MAP)
        .addJavadoc("A feature map on its way: the layer that makes it, and its channels.\n")
        .addModifiers(Modifier.PRIVATE)
        .recordConstructor(
            MethodSpec.constructorBuilder()
                .addParameter(ClassName.get(String.class), "layer")
                .addParameter(TypeName.INT, "channels")
                .build())
        .build();
  }
}
