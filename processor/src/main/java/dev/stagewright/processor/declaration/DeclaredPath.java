package dev.stagewright.processor.declaration;

import dev.stagewright.processor.topology.LayerNames;
import dev.stagewright.processor.topology.SpatialPath;
import dev.stagewright.processor.topology.SpatialPath.Place;
import dev.stagewright.processor.topology.SpatialPath.Step;
import dev.stagewright.processor.topology.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What a declaration does to the height and width of feature maps. */
public final class DeclaredPath {

  private DeclaredPath() {}

  /** The path of a declaration whose kernels, strides and paddings are possible. */
  public static SpatialPath of(
      LayerNames names, StemDeclaration stem, List<StageDeclaration> stages, HeadDeclaration head) {
    List<Step> steps = new ArrayList<>(of(names, Optional.of(stem), stages).steps());
    if (head.hasWindow()) {
      Window window = Window.valid(head.pool().value(), head.pool().value());
      steps.add(new Step(Place.HEAD_POOL, names.averagePool().toString(), window));
    }
    return new SpatialPath(steps);
  }

  /** The path up to the last stage, from the image or else from the first stage. */
  static SpatialPath of(
      LayerNames names, Optional<StemDeclaration> stem, List<StageDeclaration> stages) {
    List<Step> steps = new ArrayList<>();
    stem.ifPresent(part -> addStem(names, part, steps));
    for (StageDeclaration stage : stages) {
      // Every convolution of a stage pads, so that only its stride matters.
      Window window = Window.same(1, stage.stride().value());
      steps.add(new Step(Place.STAGE, "stage " + stage.number(), window));
    }
    return new SpatialPath(steps);
  }

  private static void addStem(LayerNames names, StemDeclaration stem, List<Step> steps) {
    List<Window> windows = convolutions(stem);
    for (int i = 0; i < windows.size(); i++) {
      String name = names.stemConvolution(i, windows.size()).toString();
      steps.add(new Step(Place.STEM_CONVOLUTION, name, windows.get(i)));
    }
    if (stem.pool().kernel().value() > 0) {
      steps.add(new Step(Place.STEM_POOL, names.stemPool().toString(), pool(stem.pool())));
    }
  }

  /** The stem's convolutions, of which the first has the stride. */
  public static List<Window> convolutions(StemDeclaration stem) {
    return IntStream.range(0, stem.kernel().value().size())
        .mapToObj(
            i ->
                Window.padded(
                    stem.kernel().value().get(i).value(),
                    i == 0 ? stem.stride().value() : 1,
                    stem.padding().value()))
        .toList();
  }

  /** The stem's pool, whose kernel is not 0. */
  public static Window pool(PoolDeclaration pool) {
    return Window.padded(pool.kernel().value(), pool.stride().value(), pool.padding().value());
  }
}
