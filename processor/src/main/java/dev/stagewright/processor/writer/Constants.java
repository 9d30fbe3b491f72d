package dev.stagewright.processor.writer;

import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.TypeSpec;
import dev.stagewright.processor.model.LayerPlan;
import dev.stagewright.processor.model.NetworkModel;
import dev.stagewright.processor.model.Outline;
import dev.stagewright.processor.model.Outline.StageEnd;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.lang.model.element.Modifier;

/** The layer names that users need, as public constants of the generated class. */
final class Constants {

  private final Map<String, String> names = new LinkedHashMap<>();
  private final Map<String, String> docs = new LinkedHashMap<>();
  private final String head;

  /**
   * The constants of a network.
   *
   * @param shapes what to tell of a layer behind what it is; may be nothing
   */
  Constants(Outline outline, UnaryOperator<String> shapes) {
    add("INPUT", NetworkModel.INPUT, "The input of {@link #configuration()}: images.");
    add("CONV1", "conv1", "The stem's convolution" + shapes.apply("conv1") + ".");
    for (StageEnd stage : outline.stages()) {
      String doc = "The end of stage " + stage.number() + shapes.apply(stage.layer()) + ".";
      add(stage(stage.number()), stage.layer(), doc);
    }
    if (outline.pool()) {
      add("AVG_POOL", "avg_pool", "The head's average pool" + shapes.apply("avg_pool") + ".");
    }
    add("POOLING", "pooling", "The pooling over the whole map, if chosen instead of the top.");
    head = head(outline.head());
    add(head, outline.head(), "The classifier: [batch, classes].");
  }

  /** With the shape of every layer. */
  static Constants of(NetworkModel model, LayerPlan plan) {
    int kernel = model.stem().convolution().kernel();
    return new Constants(
        Outline.of(model),
        layer ->
            (layer.equals("conv1") ? Text.format(", %d x %d: ", kernel, kernel) : ": ")
                + plan.output(layer));
  }

  /** The constant of the layer that ends a stage. */
  static String stage(int number) {
    return "STAGE_" + number;
  }

  /** The constant of the dense layer. */
  String head() {
    return head;
  }

  void addFields(TypeSpec.Builder type) {
    names.forEach(
        (constant, name) ->
            type.addField(
                FieldSpec.builder(
                        String.class, constant, Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                    .addJavadoc("$L\n", docs.get(constant))
                    .initializer("$S", name)
                    .build()));
  }

  private void add(String constant, String name, String doc) {
    names.put(constant, name);
    docs.put(constant, doc);
  }

  /** The dense layer's name in capitals, unless that is no name or taken. */
  private String head(String name) {
    String constant = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
    boolean usable = constant.matches("[A-Z][A-Z0-9_]*") && !names.containsKey(constant);
    return usable && !NetworkWriter.PRIVATE_CONSTANTS.contains(constant) ? constant : "CLASSIFIER";
  }
}
