package dev.stagewright.processor;

import dev.stagewright.processor.declaration.Declared;
import dev.stagewright.processor.declaration.DeclaredPath;
import dev.stagewright.processor.declaration.HeadDeclaration;
import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.declaration.ResNetDeclaration;
import dev.stagewright.processor.declaration.StageDeclaration;
import dev.stagewright.processor.declaration.StemDeclaration;
import dev.stagewright.processor.topology.Block;
import dev.stagewright.processor.topology.BlockClass;
import dev.stagewright.processor.topology.BlockMaker;
import dev.stagewright.processor.topology.DropRate;
import dev.stagewright.processor.topology.FeatureMap;
import dev.stagewright.processor.topology.Head;
import dev.stagewright.processor.topology.LayerNames;
import dev.stagewright.processor.topology.OwnBlock;
import dev.stagewright.processor.topology.Projection;
import dev.stagewright.processor.topology.Settings;
import dev.stagewright.processor.topology.Stage;
import dev.stagewright.processor.topology.Stem;
import dev.stagewright.processor.topology.StemPool;
import dev.stagewright.processor.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the topology of a declaration in which no rule found a problem. */
final class TopologyMaker {

  private final ResNetDeclaration resNet;
  private final Settings settings;
  private final LayerNames names;

  /** Of the whole network. */
  private int blocks;

  /** The next of them, from 0. */
  private int block;

  private TopologyMaker(ResNetDeclaration resNet) {
    this.resNet = resNet;
    this.settings =
        new Settings(
            resNet.defaults(),
            resNet.nonlinearity().value(),
            resNet.alpha().value(),
            resNet.l1().value(),
            resNet.l2().value(),
            resNet.norm().epsilon().value(),
            resNet.norm().momentum().value(),
            resNet.bias().value(),
            resNet.initialization().value(),
            resNet.zeroInitResidual().value(),
            resNet.norm().kind().value(),
            resNet.stochasticDepth().value());
    this.names = settings.names();
  }

  static Topology make(NetworkDeclaration declaration) {
    return new TopologyMaker(declaration.resNet().orElseThrow()).topology(declaration);
  }

  private Topology topology(NetworkDeclaration declaration) {
    StemDeclaration stem = declaration.stem().orElseThrow();
    HeadDeclaration head = declaration.head().orElseThrow();
    Stem first = stem(stem);
    List<Stage> stages = stages(declaration.stages(), first);
    return new Topology(
        declaration.type().getSimpleName().toString(),
        new FeatureMap(
            resNet.input().height().value(),
            resNet.input().width().value(),
            resNet.input().channels().value()),
        settings,
        first,
        stages,
        Head.of(
            settings,
            stages.get(stages.size() - 1).output(),
            head.pooling().value(),
            head.pool().value(),
            head.dropout().value(),
            new Head.Output(head.name().value(), head.classes().value(), head.task().value())),
        DeclaredPath.of(names, stem, declaration.stages(), head));
  }

  private Stem stem(StemDeclaration stem) {
    Optional<StemPool> pool =
        stem.pool().kernel().value() == 0
            ? Optional.empty()
            : Optional.of(
                new StemPool(DeclaredPath.pool(stem.pool()), stem.pool().border().value()));
    List<Integer> filters = stem.filters().value().stream().map(Declared::value).toList();
    return Stem.of(settings, filters, DeclaredPath.convolutions(stem), pool);
  }

  private List<Stage> stages(List<StageDeclaration> declarations, Stem stem) {
    List<Stage> stages = new ArrayList<>();
    blocks = declarations.stream().mapToInt(each -> each.blocks().value()).sum();
    int channels = stem.channels();
    String input = stem.output();
    for (StageDeclaration declaration : declarations) {
      Stage stage = stage(declaration, channels, input);
      stages.add(stage);
      channels = stage.channels();
      input = stage.output();
    }
    return stages;
  }

  /** The rate grows evenly from 0 in the first block. */
  private DropRate nextDropRate() {
    return new DropRate(settings.stochasticDepth(), block++, Math.max(1, blocks - 1));
  }

  private OwnBlock own(String id, String x, List<Integer> filters, int stride, BlockClass type) {
    return new OwnBlock(id, names.title(id), names.output(id), x, filters, stride, type);
  }

  private Stage stage(StageDeclaration stage, int channels, String input) {
    List<Integer> filters = stage.filters().value().stream().map(Declared::value).toList();
    BlockMaker maker =
        new BlockMaker(
            settings,
            new BlockMaker.Shape(
                filters,
                stage.kernel().value(),
                stage.groups().value(),
                stage.dilation().value(),
                stage.strideAt().value(),
                stage.shortcut().value(),
                stage.nonlinearity().value(),
                stage.attention().attention()));
    int count = stage.blocks().value();
    int strided = settings.defaults().strideInLastBlock() ? count - 1 : 0;
    Optional<BlockClass> type = stage.blockClass();
    List<Block> blocks = new ArrayList<>();
    String x = input;
    for (int i = 0; i < count; i++) {
      int stride = i == strided ? stage.stride().value() : 1;
      boolean shapesDiffer = i == 0 && (stride != 1 || channels != filters.get(filters.size() - 1));
      boolean first = i == 0 && resNet.projection().value() == Projection.FIRST_BLOCK;
      String id = names.block(stage.number(), stage.naming().value().forBlocks(count), i);
      DropRate drop = nextDropRate();
      Block block =
          type.isPresent()
              ? own(id, x, filters, stride, type.get())
              : maker.block(id, x, stride, shapesDiffer || first, drop);
      blocks.add(block);
      x = block.output();
    }
    return new Stage(
        stage.number(),
        filters,
        stage.kernel().value(),
        stage.stride().value(),
        stage.groups().value(),
        stage.dilation().value(),
        stage.nonlinearity().value(),
        stage.alpha().value(),
        stage.l1().value(),
        stage.l2().value(),
        blocks);
  }
}
