package dev.stagewright.processor.writer;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import dev.stagewright.processor.topology.InferredLayers;
import dev.stagewright.processor.topology.Initialization;
import dev.stagewright.processor.topology.MinimumText;
import dev.stagewright.processor.topology.Nonlinearity;
import dev.stagewright.processor.topology.Task;
import dev.stagewright.processor.topology.Topology;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** Writes the class of a network. */
public final class NetworkWriter {

  /** What a generated class names as its generator. */
  static final String GENERATOR = "dev.stagewright.processor.ResNetProcessor";

  static final Set<String> PRIVATE_CONSTANTS = Set.of("ALPHA", "PENALTY", "DEFAULTS", "STAGES");

  private final NetworkType type;
  private final Topology topology;
  private final InferredLayers inferred;
  private final boolean annotateGenerated;
  private final Constants constants;
  private final GraphCode graph;

  private NetworkWriter(
      NetworkType type, Topology topology, InferredLayers inferred, boolean annotateGenerated) {
    this.type = type;
    this.topology = topology;
    this.inferred = inferred;
    this.annotateGenerated = annotateGenerated;
    this.constants = Constants.of(topology, inferred, true);
    this.graph = new GraphCode(topology, inferred, constants, Dialect.RUNTIME);
  }

  /**
   * Writes the source.
   *
   * @param annotateGenerated whether {@code javax.annotation.processing.Generated} can be seen
   * @return a whole compilation unit
   */
  public static String write(
      NetworkType type, Topology topology, InferredLayers inferred, boolean annotateGenerated) {
    TypeSpec network = new NetworkWriter(type, topology, inferred, annotateGenerated).network();
    return GeneratedClass.source(type, network);
  }

  private TypeSpec network() {
    TypeSpec.Builder network =
        GeneratedClass.of(
                type, ClassDoc.of(type.reference(), topology, inferred), annotateGenerated)
            .addSuperinterface(Types.NETWORK_INTERFACE);
    constants.addFields(network);
    addPrivateFields(network);
    network.addMethod(constructor());
    network.addMethod(builder());
    network.addMethod(
        override(PublicMethod.NAME).addStatement("return $S", topology.name()).build());
    network.addMethod(override(PublicMethod.OPTIONS).addStatement("return options").build());
    network.addMethod(override(PublicMethod.STAGES).addStatement("return STAGES").build());
    addConventions(network);
    network.addMethod(configuration());
    network.addMethod(addTo());
    graph.addBlockMethods(network);
    new HeadWriter(topology, constants, graph).addMethods(network);
    graph.addLayerMethods(network);
    return network.build();
  }

  private void addPrivateFields(TypeSpec.Builder network) {
    graph.addConstants(network);
    network.addField(GraphCode.constant(Types.NETWORK_DEFAULTS, "DEFAULTS", defaults()));
    network.addField(
        GraphCode.constant(
            ParameterizedTypeName.get(ClassName.get(List.class), Types.STAGE_INFO),
            "STAGES",
            stages()));
    network.addField(Types.NETWORK_OPTIONS, "options", Modifier.PRIVATE, Modifier.FINAL);
    network.addField(Types.CNN2D_FORMAT, "format", Modifier.PRIVATE, Modifier.FINAL);
  }

  private CodeBlock defaults() {
    return CodeBlock.of(
        "$>$>\nnew $T(\n$>$>$S,\nnew $T($L, $L, $L),\n$L,\nnew $T($L, $L, $S),\n$T.$L$L)$<$<$<$<",
        Types.NETWORK_DEFAULTS,
        topology.name(),
        Types.INPUT_SHAPE,
        topology.input().height(),
        topology.input().width(),
        topology.input().channels(),
        topology.head().dense().units(),
        Types.MINIMUM_INPUT,
        topology.path().minimum(),
        topology.path().minimum(),
        MinimumText.of(topology.path()),
        Types.ALPHA_RANGE,
        alpha(),
        task());
  }

  /** The strictest of all nonlinearities in use, as the builder's alpha is for all. */
  private Nonlinearity.Alpha alpha() {
    return topology.nonlinearities().stream()
        .map(Nonlinearity::alpha)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** What the network is to tell, unless that is one of several classes. */
  private CodeBlock task() {
    Task task = topology.head().dense().task();
    return task == Task.SINGLE_LABEL
        ? CodeBlock.of("")
        : CodeBlock.of(",\n$T.$L", Types.TASK, task);
  }

  private CodeBlock stages() {
    CodeBlock infos =
        topology.stages().stream()
            .map(
                stage ->
                    CodeBlock.of(
                        "new $T($L, $L, $T.of($L), $L, $L, $L)",
                        Types.STAGE_INFO,
                        stage.number(),
                        stage.blocks().size(),
                        List.class,
                        stage.filters().stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining(", ")),
                        stage.stride(),
                        Constants.stage(stage.number()),
                        Constants.stride(stage.number())))
            .collect(CodeBlock.joining(",\n"));
    return CodeBlock.of("$>$>\n$T.of(\n$>$>$L)$<$<$<$<", List.class, infos);
  }

  private MethodSpec constructor() {
    return MethodSpec.constructorBuilder()
        .addModifiers(Modifier.PRIVATE)
        .addParameter(Types.NETWORK_OPTIONS, "options")
        .addStatement("this.options = options")
        .addStatement("this.format = options.dataFormat().toDl4j()")
        .build();
  }

  private MethodSpec builder() {
    return PublicMethod.BUILDER
        .signature(type)
        .addStatement("return new $T<>(DEFAULTS, $T::new)", Types.NETWORK_BUILDER, type.generated())
        .build();
  }

  /** What the interface says of a network of Keras' first convention, where this is another. */
  private void addConventions(TypeSpec.Builder network) {
    if (!topology.settings().defaults().isLegacy()) {
      String origin = topology.settings().defaults().origin();
      network.addMethod(
          MethodSpec.methodBuilder("origin")
              .addAnnotation(Override.class)
              .addModifiers(Modifier.PUBLIC)
              .returns(Types.ORIGIN)
              .addStatement("return $T.$L", Types.ORIGIN, origin)
              .build());
    }
    if (topology.settings().initialization() == Initialization.TORCH) {
      network.addMethod(
          MethodSpec.methodBuilder("initialize")
              .addAnnotation(Override.class)
              .addModifiers(Modifier.PUBLIC)
              .addParameter(Types.GRAPH, "graph")
              .addComment("As PyTorch's; in a configuration a bias starts as a constant.")
              .addStatement("$T.draw(graph, options.seed())", Types.UNIFORM_BIASES)
              .build());
    }
  }

  private MethodSpec.Builder override(PublicMethod method) {
    return method.signature(type).addAnnotation(Override.class);
  }

  private MethodSpec configuration() {
    return override(PublicMethod.CONFIGURATION)
        .addComment(
            "Sgd is Deeplearning4j's own default; named, it comes without a warning a layer.")
        .addCode("$T graph =\n$>$>", Types.GRAPH_BUILDER)
        .addCode("new $T.Builder()\n$>$>", Types.NET_CONFIGURATION)
        .addCode(".seed(options.seed())\n.updater(new $T())\n", Types.SGD)
        .addCode(".graphBuilder()\n.addInputs(INPUT)\n")
        .addCode(".setInputTypes(options.inputShape().toDl4j(options.dataFormat()));\n$<$<$<$<")
        .addStatement("return graph.setOutputs(addTo(graph, INPUT)).build()")
        .build();
  }

  private MethodSpec addTo() {
    MethodSpec.Builder method = override(PublicMethod.ADD_TO);
    CodeBlock image =
        CodeBlock.of("new $T(input, options.inputShape().channels())", LayerWriter.FEATURE_MAP);
    graph.addStages(method, image);
    return method.addStatement("return head(graph, x)").build();
  }
}
