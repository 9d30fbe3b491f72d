package dev.stagewright.processor;

import dev.stagewright.processor.declaration.Declared;
import dev.stagewright.processor.declaration.DeclaredPath;
import dev.stagewright.processor.declaration.HeadDeclaration;
import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.declaration.ResNetDeclaration;
import dev.stagewright.processor.declaration.StageDeclaration;
import dev.stagewright.processor.declaration.StemDeclaration;
import dev.stagewright.processor.topology.Block;
import dev.stagewright.processor.topology.FeatureMap;
import dev.stagewright.processor.topology.Head;
import dev.stagewright.processor.topology.LayerNames;
import dev.stagewright.processor.topology.Projection;
import dev.stagewright.processor.topology.Stage;
import dev.stagewright.processor.topology.Stem;
import dev.stagewright.processor.topology.Topology;
import dev.stagewright.processor.topology.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the topology of a declaration in which no rule found a fault. */
final class TopologyMaker {

  private final ResNetDeclaration resNet;
  private final LayerNames names;

  private TopologyMaker(ResNetDeclaration resNet) {
    this.resNet = resNet;
    this.names = new LayerNames(resNet.nonlinearity().value());
  }

  static Topology make(NetworkDeclaration declaration) {
    ResNetDeclaration resNet = declaration.resNet().orElseThrow();
    StemDeclaration stem = declaration.stem().orElseThrow();
    HeadDeclaration head = declaration.head().orElseThrow();
    TopologyMaker maker = new TopologyMaker(resNet);
    Stem first = maker.stem(stem);
    List<Stage> stages = maker.stages(declaration.stages(), first);
    return new Topology(
        declaration.type().getSimpleName().toString(),
        new FeatureMap(
            resNet.input().height().value(),
            resNet.input().width().value(),
            resNet.input().channels().value()),
        settings(resNet),
        first,
        stages,
        head(head, stages.get(stages.size() - 1).output()),
        DeclaredPath.of(stem, declaration.stages(), head));
  }

  private static Topology.Settings settings(ResNetDeclaration resNet) {
    return new Topology.Settings(
        resNet.nonlinearity().value(),
        resNet.alpha().value(),
        resNet.l1().value(),
        resNet.l2().value(),
        resNet.norm().epsilon().value(),
        resNet.norm().momentum().value(),
        resNet.bias().value());
  }

  private Stem stem(StemDeclaration stem) {
    Optional<Window> pool =
        stem.pool().kernel().value() == 0
            ? Optional.empty()
            : Optional.of(DeclaredPath.pool(stem.pool()));
    return Stem.of(
        names,
        stem.filters().value().get(0).value(),
        DeclaredPath.convolution(stem),
        resNet.bias().value(),
        pool);
  }

  private static Head head(HeadDeclaration head, String input) {
    Optional<Window> pool =
        head.pool().value() == 0 ? Optional.empty() : Optional.of(DeclaredPath.pool(head));
    return Head.of(input, pool, head.classes().value(), head.name().value());
  }

  private List<Stage> stages(List<StageDeclaration> declarations, Stem stem) {
    List<Stage> stages = new ArrayList<>();
    int channels = stem.convolution().filters().value();
    String input = stem.output();
    for (StageDeclaration declaration : declarations) {
      Stage stage = stage(declaration, channels, input);
      stages.add(stage);
      channels = stage.channels();
      input = stage.output();
    }
    return stages;
  }

  private Stage stage(StageDeclaration stage, int channels, String input) {
    List<Integer> filters = stage.filters().value().stream().map(Declared::value).toList();
    int output = filters.get(filters.size() - 1);
    List<Block> blocks = new ArrayList<>();
    String x = input;
    for (int i = 0; i < stage.blocks().value(); i++) {
      int stride = i == 0 ? stage.effectiveStride() : 1;
      boolean shapesDiffer = i == 0 && (stride != 1 || channels != output);
      boolean first = i == 0 && resNet.projection().value() == Projection.FIRST_BLOCK;
      Block.Geometry geometry =
          new Block.Geometry(
              filters,
              stage.kernel().value(),
              stride,
              resNet.strideAt().value(),
              shapesDiffer || first,
              resNet.bias().value());
      String id = LayerNames.block(stage.number(), stage.naming().value(), i);
      Block block = Block.of(names, id, x, geometry);
      blocks.add(block);
      x = block.output();
    }
    return new Stage(
        stage.number(),
        filters,
        stage.kernel().value(),
        stage.effectiveStride(),
        StageDeclaration.valueOr(stage.alpha(), resNet.alpha()),
        StageDeclaration.valueOr(stage.l1(), resNet.l1()),
        StageDeclaration.valueOr(stage.l2(), resNet.l2()),
        blocks);
  }
}
