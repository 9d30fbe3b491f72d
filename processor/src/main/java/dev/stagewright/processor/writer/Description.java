package dev.stagewright.processor.writer;

import dev.stagewright.processor.topology.Family;
import dev.stagewright.processor.topology.FeatureMap;
import dev.stagewright.processor.topology.InferredLayer;
import dev.stagewright.processor.topology.InferredLayers;
import dev.stagewright.processor.topology.Stage;
import dev.stagewright.processor.topology.Topology;
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
      Topology topology,
      InferredLayers inferred,
      String version,
      String source,
      Optional<String> standalone) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("processor", version);
    json.put("name", topology.name());
    json.put("type", type.binaryName());
    json.put("network", type.generated().toString());
    json.put("input", input(topology.input()));
    Map<String, Object> minimum = new LinkedHashMap<>();
    minimum.put("height", topology.path().minimum());
    minimum.put("width", topology.path().minimum());
    json.put("minimumInput", minimum);
    json.put("classes", topology.head().dense().units());
    json.put("family", Family.of(topology));
    json.put("convention", topology.settings().defaults().convention().name());
    json.put("initialization", topology.settings().initialization().name());
    json.put("nonlinearity", topology.settings().nonlinearity().name());
    json.put("parameters", inferred.total(InferredLayer::parameters));
    json.put("trainable", inferred.total(InferredLayer::trainable));
    json.put("flops", inferred.total(InferredLayer::flops));
    json.put("stages", topology.stages().stream().map(stage -> stage(stage, inferred)).toList());
    json.put("layers", inferred.layers().stream().map(layer -> layer(layer, topology)).toList());
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

  private static Map<String, Object> stage(Stage stage, InferredLayers inferred) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("number", stage.number());
    json.put("blocks", stage.blocks().size());
    json.put("filters", stage.filters());
    json.put("stride", stage.stride());
    json.put("output", shape(inferred.output(stage.output())));
    stage.blockClass().ifPresent(type -> json.put("block", type.binaryName()));
    return json;
  }

  private static Map<String, Object> layer(InferredLayer layer, Topology topology) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", layer.node().name().toString());
    json.put("kind", layer.node().kind());
    json.put("detail", layer.node().accept(detail(layer, topology)));
    json.put("stage", layer.part());
    if (!layer.node().name().block().isEmpty()) {
      json.put("block", layer.node().name().block());
    }
    json.put("inputs", layer.node().inputs());
    json.put(
        "output", layer.isDense() ? List.of(layer.output().channels()) : shape(layer.output()));
    json.put("parameters", layer.parameters());
    json.put("trainable", layer.trainable());
    json.put("flops", layer.flops());
    topology.own(layer).ifPresent(type -> json.put("own", type));
    return json;
  }

  private static NodeDetail detail(InferredLayer layer, Topology topology) {
    return new NodeDetail(
        topology,
        topology.stages().stream().filter(stage -> stage.number() == layer.part()).findFirst());
  }

  private static List<Integer> shape(FeatureMap map) {
    return List.of(map.height(), map.width(), map.channels());
  }
}
