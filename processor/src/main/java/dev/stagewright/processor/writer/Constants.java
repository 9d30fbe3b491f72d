package dev.stagewright.processor.writer;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.TypeSpec;
import dev.stagewright.processor.topology.InferredLayer;
import dev.stagewright.processor.topology.InferredLayers;
import dev.stagewright.processor.topology.LayerNames;
import dev.stagewright.processor.topology.Outline;
import dev.stagewright.processor.topology.Outline.StageEnd;
import dev.stagewright.processor.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.lang.model.element.Modifier;

/** The layer names that users need, as public constants of the generated class. */
final class Constants {

  private final Map<String, String> names = new LinkedHashMap<>();
  private final List<FieldSpec> fields = new ArrayList<>();
  private final String head;

  /**
   * The constants of a network.
   *
   * @param options whether a builder has options that add layers
   * @param shapes what to tell of a layer behind what it is; may be nothing
   */
  Constants(Outline outline, boolean options, UnaryOperator<String> shapes) {
    add("INPUT", LayerNames.INPUT, "The input of the graph: images.");
    String stem = outline.stem();
    add(
        "CONV1",
        stem,
        "The stem's "
            + (outline.deepStem() ? "first " : "")
            + "convolution"
            + shapes.apply(stem)
            + ".");
    for (StageEnd stage : outline.stages()) {
      String doc = "The end of stage " + stage.number() + shapes.apply(stage.layer()) + ".";
      add(stage(stage.number()), stage.layer(), doc);
      addNumbers(stage);
    }
    outline
        .averagePool()
        .ifPresent(
            pool -> add("AVG_POOL", pool, "The head's average pool" + shapes.apply(pool) + "."));
    outline
        .maxPool()
        .ifPresent(pool -> add("MAX_POOL", pool, "The head's max pool" + shapes.apply(pool) + "."));
    if (options) {
      add(
          "POOLING",
          LayerNames.POOLING.toString(),
          "The pooling over the whole map, if chosen instead of the top.");
    }
    head = head(outline.head());
    add(head, outline.head(), "The classifier: [batch, classes].");
  }

  /** With the shape of every layer. */
  static Constants of(Topology topology, InferredLayers inferred, boolean options) {
    return new Constants(Outline.of(topology), options, layer -> shape(inferred.layer(layer)));
  }

  private static String shape(InferredLayer layer) {
    List<Integer> kernel = layer.kernel();
    String window = kernel.isEmpty() ? "" : Text.format(", %d x %d", kernel.get(0), kernel.get(1));
    return window + ": " + layer.output();
  }

  /** A layer's name as an expression: its constant, or a literal. */
  CodeBlock code(String layer) {
    return names.entrySet().stream()
        .filter(constant -> constant.getValue().equals(layer))
        .findFirst()
        .map(constant -> CodeBlock.of("$L", constant.getKey()))
        .orElseGet(() -> CodeBlock.of("$S", layer));
  }

  /** The constant of the layer that ends a stage. */
  static String stage(int number) {
    return "STAGE_" + number;
  }

  /** The constant of the dense layer. */
  String head() {
    return head;
  }

  /** The constant of a stage's reduction. */
  static String stride(int number) {
    return stage(number) + "_STRIDE";
  }

  void addFields(TypeSpec.Builder type) {
    fields.forEach(type::addField);
  }

  private void addNumbers(StageEnd stage) {
    int number = stage.number();
    String channels = stage(number) + "_CHANNELS";
    fields.add(
        field(int.class, channels, "The channels of stage " + number + "'s map.")
            .initializer("$L", stage.channels())
            .build());
    String doc = "Pixels of the image from one cell of stage " + number + "'s map to the next.";
    fields.add(field(int.class, stride(number), doc).initializer("$L", stage.reduction()).build());
  }

  private void add(String constant, String name, String doc) {
    names.put(constant, name);
    fields.add(field(String.class, constant, doc).initializer("$S", name).build());
  }

  private static FieldSpec.Builder field(Class<?> type, String constant, String doc) {
    return FieldSpec.builder(type, constant, Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
        .addJavadoc("$L\n", doc);
  }

  /** The dense layer's name in capitals, unless that is no name or taken. */
  private String head(String name) {
    String constant = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
    boolean usable =
        constant.matches("[A-Z][A-Z0-9_]*")
            && fields.stream().noneMatch(field -> field.name().equals(constant));
    return usable && !NetworkWriter.PRIVATE_CONSTANTS.contains(constant) ? constant : "CLASSIFIER";
  }
}
