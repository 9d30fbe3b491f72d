package dev.stagewright.processor.writer;

import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.TypeSpec;
import dev.stagewright.processor.model.LayerPlan;
import dev.stagewright.processor.model.NetworkModel;
import dev.stagewright.processor.model.Stage;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.lang.model.element.Modifier;

/** The layer names that users need, as public constants of the generated class. */
final class Constants {

  private final Map<String, String> names = new LinkedHashMap<>();
  private final Map<String, String> docs = new LinkedHashMap<>();
  private final String head;

  Constants(NetworkModel model, LayerPlan plan) {
    add("INPUT", NetworkModel.INPUT, "The input of {@link #configuration()}: images.");
    int kernel = model.stem().convolution().kernel();
    add(
        "CONV1",
        "conv1",
        Text.format("The stem's convolution, %d x %d: %s.", kernel, kernel, plan.output("conv1")));
    for (Stage stage : model.stages()) {
      add(
          stage(stage),
          stage.output(),
          Text.format("The end of stage %d: %s.", stage.number(), plan.output(stage.output())));
    }
    model
        .head()
        .pool()
        .ifPresent(
            pool ->
                add(
                    "AVG_POOL",
                    "avg_pool",
                    "The head's average pool: " + plan.output("avg_pool") + "."));
    add("POOLING", "pooling", "The pooling over the whole map, if chosen instead of the top.");
    head = head(model.head().name());
    add(head, model.head().name(), "The classifier: [batch, classes].");
  }

  /** The constant of the layer that ends a stage. */
  static String stage(Stage stage) {
    return "STAGE_" + stage.number();
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
