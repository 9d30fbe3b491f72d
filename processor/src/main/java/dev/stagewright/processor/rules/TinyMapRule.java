package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.declaration.ResNetDeclaration;
import dev.stagewright.processor.declaration.StageDeclaration;
import dev.stagewright.processor.report.Problem;
import dev.stagewright.processor.report.Report;
import dev.stagewright.processor.topology.Norm;
import dev.stagewright.processor.topology.SpatialPath.Place;

/**
 * Stages have a map to work on. Of several that have none only the first is named: the others
 * follow from it.
 */
final class TinyMapRule implements Rule {

  @Override
  public void check(NetworkDeclaration declaration, Report report) {
    MapSizes.of(declaration).ifPresent(sizes -> check(declaration, sizes, report));
  }

  private static void check(NetworkDeclaration declaration, MapSizes sizes, Report report) {
    int stage = 0;
    for (int step = 0; step < sizes.path().steps().size() && sizes.fits(step); step++) {
      if (sizes.path().steps().get(step).place() == Place.STAGE
          && report(declaration, declaration.stages().get(stage++), sizes, step, report)) {
        return;
      }
    }
  }

  private static boolean report(
      NetworkDeclaration declaration,
      StageDeclaration stage,
      MapSizes sizes,
      int step,
      Report report) {
    int height = sizes.heightInto(step);
    int width = sizes.widthInto(step);
    int stride = stage.stride().value();
    if (stride > 1 && Math.max(height, width) > 1 && Math.min(height, width) < wanted(stride)) {
      int side = enough(declaration, sizes);
      report.add(
          Problem.STRIDE_TINY_MAP,
          stage.stride().site(),
          stage.title(),
          stride,
          sizes.height(),
          sizes.width(),
          height,
          width,
          (long) sizes.heights().get(step) * sizes.widths().get(step),
          (long) height * width,
          side,
          side);
      return true;
    }
    if (isNormalized(declaration, stage)
        && sizes.heights().get(step) == 1
        && sizes.widths().get(step) == 1) {
      int side = enough(declaration, sizes);
      report.add(
          Problem.NORM_TINY_MAP,
          stage.site(),
          stage.title(),
          sizes.height(),
          sizes.width(),
          side,
          side);
      return true;
    }
    return false;
  }

  /** The side of a map that a stride does not take most of. */
  private static int wanted(int stride) {
    return (int) Math.min(2L * stride, Integer.MAX_VALUE);
  }

  /** The side of an image with which no stage is warned of. */
  private static int enough(NetworkDeclaration declaration, MapSizes sizes) {
    int side = 1;
    int next = 0;
    for (int step = 0; step < sizes.path().steps().size(); step++) {
      if (sizes.path().steps().get(step).place() == Place.STAGE) {
        StageDeclaration stage = declaration.stages().get(next++);
        int stride = stage.stride().value();
        int into = stride > 1 ? sizes.path().minimum(step, wanted(stride)) : 1;
        int behind = isNormalized(declaration, stage) ? sizes.path().minimum(step + 1, 2) : 1;
        side = Math.max(side, Math.max(into, behind));
      }
    }
    return side;
  }

  private static boolean isNormalized(NetworkDeclaration declaration, StageDeclaration stage) {
    return stage.block().isEmpty()
        && declaration
            .resNet()
            .map(ResNetDeclaration::norm)
            .filter(norm -> norm.kind().value() == Norm.BATCH)
            .isPresent();
  }
}
