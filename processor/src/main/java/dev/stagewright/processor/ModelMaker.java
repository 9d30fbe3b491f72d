package dev.stagewright.processor;

import dev.stagewright.processor.declaration.Declared;
import dev.stagewright.processor.declaration.DeclaredPath;
import dev.stagewright.processor.declaration.HeadDeclaration;
import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.declaration.ResNetDeclaration;
import dev.stagewright.processor.declaration.StageDeclaration;
import dev.stagewright.processor.declaration.StemDeclaration;
import dev.stagewright.processor.model.Block;
import dev.stagewright.processor.model.FeatureMap;
import dev.stagewright.processor.model.Head;
import dev.stagewright.processor.model.NetworkModel;
import dev.stagewright.processor.model.Projection;
import dev.stagewright.processor.model.Shortcut;
import dev.stagewright.processor.model.Stage;
import dev.stagewright.processor.model.Stem;
import dev.stagewright.processor.model.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the model of a declaration in which no rule found a fault. */
final class ModelMaker {

  private final ResNetDeclaration resNet;

  private ModelMaker(ResNetDeclaration resNet) {
    this.resNet = resNet;
  }

  static NetworkModel make(NetworkDeclaration declaration) {
    ResNetDeclaration resNet = declaration.resNet().orElseThrow();
    StemDeclaration stem = declaration.stem().orElseThrow();
    HeadDeclaration head = declaration.head().orElseThrow();
    return new NetworkModel(
        declaration.type().getSimpleName().toString(),
        new FeatureMap(
            resNet.input().height().value(),
            resNet.input().width().value(),
            resNet.input().channels().value()),
        settings(resNet),
        stem(stem),
        new ModelMaker(resNet).stages(declaration.stages(), stem.filters().value().get(0).value()),
        head(head),
        DeclaredPath.of(stem, declaration.stages(), head));
  }

  private static NetworkModel.Settings settings(ResNetDeclaration resNet) {
    return new NetworkModel.Settings(
        resNet.nonlinearity().value(),
        resNet.alpha().value(),
        resNet.l1().value(),
        resNet.l2().value(),
        resNet.norm().epsilon().value(),
        resNet.norm().momentum().value(),
        resNet.bias().value());
  }

  private static Stem stem(StemDeclaration stem) {
    Optional<Window> pool =
        stem.pool().kernel().value() == 0
            ? Optional.empty()
            : Optional.of(DeclaredPath.pool(stem.pool()));
    return new Stem(stem.filters().value().get(0).value(), DeclaredPath.convolution(stem), pool);
  }

  private static Head head(HeadDeclaration head) {
    Optional<Window> pool =
        head.pool().value() == 0 ? Optional.empty() : Optional.of(DeclaredPath.pool(head));
    return new Head(pool, head.classes().value(), head.name().value());
  }

  private List<Stage> stages(List<StageDeclaration> declarations, int stemFilters) {
    List<Stage> stages = new ArrayList<>();
    int channels = stemFilters;
    for (StageDeclaration declaration : declarations) {
      Stage stage = stage(declaration, channels);
      stages.add(stage);
      channels = stage.channels();
    }
    return stages;
  }

  private Stage stage(StageDeclaration stage, int channels) {
    List<Integer> filters = stage.filters().value().stream().map(Declared::value).toList();
    int output = filters.get(filters.size() - 1);
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < stage.blocks().value(); i++) {
      int stride = i == 0 ? stage.effectiveStride() : 1;
      boolean shapesDiffer = i == 0 && (stride != 1 || channels != output);
      boolean first = i == 0 && resNet.projection().value() == Projection.FIRST_BLOCK;
      Shortcut shortcut =
          shapesDiffer || first ? new Shortcut.Projected(output, stride) : new Shortcut.Identity();
      blocks.add(block(stage, i, filters, stride, shortcut));
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

  private Block block(
      StageDeclaration stage, int index, List<Integer> filters, int stride, Shortcut shortcut) {
    String id = stage.number() + stage.naming().value().of(index);
    int kernel = stage.kernel().value();
    return filters.size() == 3
        ? new Block.Bottleneck(id, filters, kernel, stride, resNet.strideAt().value(), shortcut)
        : new Block.Basic(id, filters, kernel, stride, resNet.strideAt().value(), shortcut);
  }
}
