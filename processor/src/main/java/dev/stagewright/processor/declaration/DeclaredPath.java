package dev.stagewright.processor.declaration;

import dev.stagewright.processor.topology.LayerNames;
import dev.stagewright.processor.topology.SpatialPath;
import dev.stagewright.processor.topology.SpatialPath.Place;
import dev.stagewright.processor.topology.SpatialPath.Step;
import dev.stagewright.processor.topology.Window;
import java.util.ArrayList;
import java.util.List;

/** What a declaration does to the height and width of feature maps. */
public final class DeclaredPath {

  private DeclaredPath() {}

  /** The path of a declaration whose kernels, strides and paddings are possible. */
  public static SpatialPath of(
      StemDeclaration stem, List<StageDeclaration> stages, HeadDeclaration head) {
    List<Step> steps = new ArrayList<>();
    steps.add(
        new Step(
            Place.STEM_CONVOLUTION, LayerNames.STEM_CONVOLUTION.toString(), convolution(stem)));
    if (stem.pool().kernel().value() > 0) {
      steps.add(new Step(Place.STEM_POOL, LayerNames.STEM_POOL.toString(), pool(stem.pool())));
    }
    for (StageDeclaration stage : stages) {
      // Every convolution of a stage pads, so that only its stride matters.
      steps.add(
          new Step(
              Place.STAGE, "stage " + stage.number(), Window.same(1, stage.effectiveStride())));
    }
    if (head.pool().value() > 0) {
      steps.add(new Step(Place.HEAD_POOL, LayerNames.HEAD_POOL.toString(), pool(head)));
    }
    return new SpatialPath(steps);
  }

  /** The stem's convolution. */
  public static Window convolution(StemDeclaration stem) {
    return new Window(
        stem.kernel().value().get(0).value(), stem.stride().value(), stem.padding().value(), false);
  }

  /** The stem's pool, whose kernel is not 0. */
  public static Window pool(PoolDeclaration pool) {
    return Window.valid(pool.kernel().value(), pool.stride().value());
  }

  /** The head's pool, which is not 0: its windows do not overlap. */
  public static Window pool(HeadDeclaration head) {
    return Window.valid(head.pool().value(), head.pool().value());
  }
}
