package dev.stagewright.processor.writer;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.stagewright.processor.model.Block;
import dev.stagewright.processor.model.LayerPlan;
import dev.stagewright.processor.model.MinimumText;
import dev.stagewright.processor.model.NetworkModel;
import dev.stagewright.processor.model.Stage;
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
  private final NetworkModel model;
  private final LayerPlan plan;
  private final boolean annotateGenerated;
  private final Constants constants;
  private final Varying varying;
  private final LayerWriter layers;
  private final BlockWriter blocks;

  private NetworkWriter(
      NetworkType type, NetworkModel model, LayerPlan plan, boolean annotateGenerated) {
    this.type = type;
    this.model = model;
    this.plan = plan;
    this.annotateGenerated = annotateGenerated;
    this.constants = Constants.of(model, plan);
    this.varying = Varying.in(model);
    this.layers = new LayerWriter(model, varying);
    this.blocks = new BlockWriter(model, varying, layers.nonlinearity());
  }

  /**
   * Writes the source.
   *
   * @param annotateGenerated whether {@code javax.annotation.processing.Generated} can be seen
   * @return a whole compilation unit
   */
  public static String write(
      NetworkType type, NetworkModel model, LayerPlan plan, boolean annotateGenerated) {
    TypeSpec network = new NetworkWriter(type, model, plan, annotateGenerated).network();
    return GeneratedClass.source(type, network);
  }

  private TypeSpec network() {
    TypeSpec.Builder network =
        GeneratedClass.of(type, ClassDoc.of(type, model, plan), annotateGenerated)
            .addSuperinterface(Types.NETWORK_INTERFACE);
    constants.addFields(network);
    addPrivateFields(network);
    network.addMethod(constructor());
    network.addMethod(builder());
    network.addMethod(override(PublicMethod.NAME).addStatement("return $S", model.name()).build());
    network.addMethod(override(PublicMethod.OPTIONS).addStatement("return options").build());
    network.addMethod(override(PublicMethod.STAGES).addStatement("return STAGES").build());
    network.addMethod(configuration());
    network.addMethod(addTo());
    network.addMethod(stem());
    blocks.addMethods(network);
    new HeadWriter(model, constants).addMethods(network);
    layers.addMethods(network);
    network.addType(featureMap());
    return network.build();
  }

  private void addPrivateFields(TypeSpec.Builder network) {
    NetworkModel.Settings settings = model.settings();
    if (settings.nonlinearity().hasAlpha() && !varying.alpha()) {
      network.addField(
          constant(ClassName.DOUBLE, "ALPHA", CodeBlock.of(Literals.number(settings.alpha()))));
    }
    if (!varying.penalty()) {
      network.addField(
          constant(
              Types.REGULARIZATION, "PENALTY", Literals.penalty(settings.l1(), settings.l2())));
    }
    network.addField(constant(Types.NETWORK_DEFAULTS, "DEFAULTS", defaults()));
    network.addField(
        constant(
            ParameterizedTypeName.get(ClassName.get(List.class), Types.STAGE_INFO),
            "STAGES",
            stages()));
    network.addField(Types.NETWORK_OPTIONS, "options", Modifier.PRIVATE, Modifier.FINAL);
    network.addField(Types.CNN2D_FORMAT, "format", Modifier.PRIVATE, Modifier.FINAL);
  }

  private static FieldSpec constant(TypeName type, String name, CodeBlock value) {
    return FieldSpec.builder(type, name, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .initializer(value)
        .build();
  }

  private CodeBlock defaults() {
    return CodeBlock.of(
        "$>$>\nnew $T(\n$>$>$S,\nnew $T($L, $L, $L),\n$L,\nnew $T($L, $L, $S),\n$T.$L)$<$<$<$<",
        Types.NETWORK_DEFAULTS,
        model.name(),
        Types.INPUT_SHAPE,
        model.input().height(),
        model.input().width(),
        model.input().channels(),
        model.head().classes(),
        Types.MINIMUM_INPUT,
        model.path().minimum(),
        model.path().minimum(),
        MinimumText.of(model.path()),
        Types.ALPHA_RANGE,
        alphaRange());
  }

  private String alphaRange() {
    return switch (model.settings().nonlinearity()) {
      case RELU, SELU, GELU, SWISH -> "NONE";
      case ELU -> "POSITIVE";
      case LEAKY_RELU -> "BELOW_ONE";
    };
  }

  private CodeBlock stages() {
    CodeBlock infos =
        model.stages().stream()
            .map(
                stage ->
                    CodeBlock.of(
                        "new $T($L, $L, $T.of($L), $L, $L)",
                        Types.STAGE_INFO,
                        stage.number(),
                        stage.blocks().size(),
                        List.class,
                        stage.filters().stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining(", ")),
                        stage.stride(),
                        Constants.stage(stage.number())))
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
    MethodSpec.Builder method =
        override(PublicMethod.ADD_TO)
            .addStatement(
                "$T x = stem(graph, new $T(input, options.inputShape().channels()))",
                LayerWriter.FEATURE_MAP,
                LayerWriter.FEATURE_MAP);
    for (Stage stage : model.stages()) {
      method.addCode("\n");
      method.addComment("Stage $L: $L", stage.number(), plan.output(stage.output()));
      for (Block block : stage.blocks()) {
        method.addStatement(blocks.call(stage, block));
      }
    }
    return method.addCode("\n").addStatement("return head(graph, x)").build();
  }

  private MethodSpec stem() {
    NetworkModel.Settings settings = model.settings();
    var window = model.stem().convolution();
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("stem")
            .addModifiers(Modifier.PRIVATE)
            .returns(LayerWriter.FEATURE_MAP)
            .addParameter(Types.GRAPH_BUILDER, "graph")
            .addParameter(LayerWriter.FEATURE_MAP, "image")
            .addCode("$T x = ", LayerWriter.FEATURE_MAP)
            .addCode(
                "convolution(graph, image, CONV1, $L, $L, $L, $T.Truncate, $L",
                model.stem().filters(),
                window.kernel(),
                window.stride(),
                Types.CONVOLUTION_MODE,
                window.padding());
    if (varying.penalty()) {
      method.addCode(", $L", Literals.penalty(settings.l1(), settings.l2()));
    }
    method.addCode(");\n").addStatement("x = batchNormalization(graph, x, $S)", "bn_conv1");
    String activation =
        "%s(graph, x, \"%s_conv1\"%s)"
            .formatted(
                layers.nonlinearity(),
                settings.nonlinearity().kerasName(),
                varying.alpha() ? ", " + Literals.number(settings.alpha()) : "");
    model
        .stem()
        .pool()
        .ifPresentOrElse(
            pool ->
                method
                    .addStatement("x = $L", activation)
                    .addStatement(
                        "return pool(graph, x, $S, $T.MAX, $L, $L)",
                        "pool1",
                        Types.POOLING_TYPE,
                        pool.kernel(),
                        pool.stride()),
            () -> method.addStatement("return $L", activation));
    return method.build();
  }

  private static TypeSpec featureMap() {
    return TypeSpec.recordBuilder(LayerWriter.FEATURE_MAP)
        .addJavadoc("A feature map on its way: the layer that makes it, and its channels.\n")
        .addModifiers(Modifier.PRIVATE)
        .recordConstructor(
            MethodSpec.constructorBuilder()
                .addParameter(String.class, "layer")
                .addParameter(int.class, "channels")
                .build())
        .build();
  }
}
