package dev.stagewright.processor.writer;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.stagewright.processor.topology.Head;
import dev.stagewright.processor.topology.InferredLayer;
import dev.stagewright.processor.topology.InferredLayers;
import dev.stagewright.processor.topology.Node;
import dev.stagewright.processor.topology.Topology;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/**
 * Writes a network as a class that needs nothing but Deeplearning4j: the declared values, no
 * options.
 */
public final class StandaloneWriter {

  private static final Dialect DIALECT = Dialect.STANDALONE;

  private final Topology topology;
  private final InferredLayers inferred;
  private final Constants constants;
  private final GraphCode graph;

  private StandaloneWriter(Topology topology, InferredLayers inferred) {
    this.topology = topology;
    this.inferred = inferred;
    this.constants = Constants.of(topology, inferred, false);
    this.graph = new GraphCode(topology, inferred, constants, DIALECT);
  }

  /**
   * Writes the source, without a package.
   *
   * @return none if the network has layers that Deeplearning4j does not have
   */
  public static Optional<String> write(
      NetworkType type, Topology topology, InferredLayers inferred) {
    if (inferred.layers().stream().anyMatch(layer -> topology.own(layer).isPresent())) {
      return Optional.empty();
    }
    ClassName name = ClassName.get("", String.join("_", type.type().simpleNames()));
    TypeSpec network = new StandaloneWriter(topology, inferred).network(name, type);
    JavaFile file = JavaFile.builder("", network).skipJavaLangImports(true).indent("  ").build();
    return Optional.of(SourceLayout.of(file.toString()));
  }

  private TypeSpec network(ClassName name, NetworkType type) {
    String declaration = String.join(".", type.type().simpleNames());
    TypeSpec.Builder network =
        TypeSpec.classBuilder(name)
            .addJavadoc("$L", ClassDoc.of("{@code " + declaration + "}", topology, inferred))
            .addModifiers(Modifier.PUBLIC, Modifier.FINAL);
    constants.addFields(network);
    graph.addConstants(network);
    network.addField(
        GraphCode.constant(
            Types.CNN2D_FORMAT, DIALECT.format(), CodeBlock.of("$T.NHWC", Types.CNN2D_FORMAT)));
    network.addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
    network.addMethod(configuration());
    graph.addBlockMethods(network);
    network.addMethod(head());
    if (topology.head().isGlobal()) {
      network.addMethod(HeadWriter.globalPool(DIALECT));
    }
    network.addMethod(classifier());
    graph.addLayerMethods(network);
    return network.build();
  }

  private MethodSpec configuration() {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("configuration")
            .addJavadoc("The network for images [batch, height, width, channels].\n\n")
            .addJavadoc("@param seed of the random initialization; 0 is another one every time\n")
            .addJavadoc("@return the configuration of a graph\n")
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
            .returns(Types.GRAPH_CONFIGURATION)
            .addParameter(long.class, "seed")
            .addCode("$T graph =\n$>$>", Types.GRAPH_BUILDER)
            .addCode("new $T.Builder()\n$>$>", Types.NET_CONFIGURATION)
            .addCode(".seed(seed)\n.updater(new $T())\n", Types.SGD)
            .addCode(".graphBuilder()\n.addInputs(INPUT)\n")
            .addCode(
                ".setInputTypes($T.convolutional($L, $L, $L, FORMAT));\n$<$<$<$<",
                Types.INPUT_TYPE,
                topology.input().height(),
                topology.input().width(),
                topology.input().channels());
    graph.addStages(
        method,
        CodeBlock.of("new $T(INPUT, $L)", LayerWriter.FEATURE_MAP, topology.input().channels()));
    return method.addStatement("return graph.setOutputs(head(graph, x)).build()").build();
  }

  private MethodSpec head() {
    Head head = topology.head();
    MethodSpec.Builder method =
        DIALECT
            .method("head")
            .returns(String.class)
            .addParameter(Types.GRAPH_BUILDER, "graph")
            .addParameter(LayerWriter.FEATURE_MAP, "input");
    String x = graph.append(method, head.last(), "input");
    HeadWriter.appendTop(method, graph, head, head.pools(), x);
    return method.build();
  }

  private MethodSpec classifier() {
    Node.Dense dense = topology.head().dense();
    InferredLayer planned = inferred.layer(dense.name().toString());
    return HeadWriter.classifier(
        DIALECT,
        topology,
        constants.head(),
        CodeBlock.of("$L", planned.kernel().get(0)),
        CodeBlock.of("$L", planned.kernel().get(1)),
        CodeBlock.of("$L", dense.units()));
  }
}
