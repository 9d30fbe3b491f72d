package dev.stagewright.catalog;

import dev.stagewright.network.LayerFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts the layers of a user's own blocks in the place of these blocks. */
final class OwnBlocks {

  private static final String BLOCK = "block";

  private OwnBlocks() {}

  /**
   * A description with all layers.
   *
   * @param facts of all layers, in the order in which the network adds them
   */
  static NetworkDescription complete(NetworkDescription network, List<LayerFacts> facts) {
    Map<String, LayerDescription> described = new LinkedHashMap<>();
    network.layers().forEach(layer -> described.put(layer.name(), layer));
    List<LayerDescription> layers = new ArrayList<>();
    List<LayerFacts> inBlock = new ArrayList<>();
    for (LayerFacts fact : facts) {
      LayerDescription known = described.get(fact.name());
      if (known != null && !known.kind().equals(BLOCK)) {
        layers.add(known);
        continue;
      }
      inBlock.add(fact);
      // A block ends in the layer by which it is described.
      if (known != null) {
        inBlock.forEach(each -> layers.add(layer(each, known)));
        inBlock.clear();
      }
    }
    return new NetworkDescription(
        network.name(),
        network.type(),
        network.network(),
        network.processor(),
        network.input(),
        network.minimumInput(),
        network.classes(),
        network.family(),
        network.convention(),
        network.initialization(),
        network.nonlinearity(),
        layers.stream().mapToLong(LayerDescription::parameters).sum(),
        layers.stream().mapToLong(LayerDescription::trainable).sum(),
        layers.stream().mapToLong(LayerDescription::flops).sum(),
        network.stages(),
        layers,
        network.source(),
        network.standalone());
  }

  private static LayerDescription layer(LayerFacts fact, LayerDescription block) {
    return new LayerDescription(
        fact.name(),
        fact.kind(),
        "",
        block.stage(),
        block.block(),
        fact.inputs(),
        fact.output(),
        fact.parameters(),
        fact.trainable(),
        fact.flops(),
        fact.own());
  }
}
