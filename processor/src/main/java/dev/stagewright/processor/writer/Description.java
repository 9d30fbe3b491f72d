package dev.stagewright.processor.writer;

import dev.stagewright.processor.model.FeatureMap;
import dev.stagewright.processor.model.LayerPlan;
import dev.stagewright.processor.model.NetworkModel;
import dev.stagewright.processor.model.PlannedLayer;
import dev.stagewright.processor.model.Stage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Describes a network as JSON, for tools that list networks without loading them. */
public final class Description {

  /** Raised when a reader of an older description would misunderstand a newer one. */
  private static final int FORMAT = 1;

  private Description() {}

  /** Where the description of a type belongs on the class path. */
  public static String path(NetworkType type) {
    return "META-INF/stagewright/" + type.binaryName() + ".json";
  }

  /**
   * Writes the description.
   *
   * @param version the processor's
   * @param source of the generated class
   * @param standalone a class without the runtime, if there can be one
   */
  public static String write(
      NetworkType type,
      NetworkModel model,
      LayerPlan plan,
      String version,
      String source,
      Optional<String> standalone) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("processor", version);
    json.put("name", model.name());
    json.put("type", type.binaryName());
    json.put("network", type.generated().toString());
    json.put("input", input(model.input()));
    Map<String, Object> minimum = new LinkedHashMap<>();
    minimum.put("height", model.path().minimum());
    minimum.put("width", model.path().minimum());
    json.put("minimumInput", minimum);
    json.put("classes", model.head().dense().units());
    json.put("nonlinearity", model.settings().nonlinearity().name());
    json.put("parameters", plan.total(PlannedLayer::parameters));
    json.put("trainable", plan.total(PlannedLayer::trainable));
    json.put("flops", plan.total(PlannedLayer::flops));
    json.put("stages", model.stages().stream().map(stage -> stage(stage, plan)).toList());
    json.put("layers", plan.layers().stream().map(layer -> layer(layer, model)).toList());
    json.put("source", source);
    standalone.ifPresent(text -> json.put("standalone", text));
    return Json.print(json);
  }

  private static Map<String, Object> input(FeatureMap input) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("height", input.height());
    json.put("width", input.width());
    json.put("channels", input.channels());
    return json;
  }

  private static Map<String, Object> stage(Stage stage, LayerPlan plan) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("number", stage.number());
    json.put("blocks", stage.blocks().size());
    json.put("filters", stage.filters());
    json.put("stride", stage.stride());
    json.put("output", shape(plan.output(stage.output())));
    return json;
  }

  private static Map<String, Object> layer(PlannedLayer layer, NetworkModel model) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", layer.node().name().toString());
    json.put("kind", layer.node().kind());
    json.put("inputs", layer.node().inputs());
    json.put(
        "output", layer.isDense() ? List.of(layer.output().channels()) : shape(layer.output()));
    json.put("parameters", layer.parameters());
    json.put("trainable", layer.trainable());
    json.put("flops", layer.flops());
    model.own(layer).ifPresent(type -> json.put("own", type));
    return json;
  }

  private static List<Integer> shape(FeatureMap map) {
    return List.of(map.height(), map.width(), map.channels());
  }
}
