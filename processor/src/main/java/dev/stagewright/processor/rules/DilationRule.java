package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.Declared;
import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.declaration.Site;
import dev.stagewright.processor.declaration.StageDeclaration;
import dev.stagewright.processor.report.Problem;
import dev.stagewright.processor.report.Report;
import dev.stagewright.processor.topology.SpatialPath.Place;
import java.util.HashSet;
import java.util.Set;

/** A dilated convolution has cells to read beside the middle one. */
final class DilationRule implements Rule {

  @Override
  public void check(NetworkDeclaration declaration, Report report) {
    declaration.resNet().ifPresent(network -> check("@ResNet", network.dilation(), report));
    for (StageDeclaration stage : declaration.stages()) {
      if (stage.dilation().explicit() && stage.block().isEmpty()) {
        check(stage.title(), stage.dilation(), report);
      }
    }
    MapSizes.of(declaration).ifPresent(sizes -> check(declaration, sizes, report));
  }

  private static void check(String where, Declared<Integer> dilation, Report report) {
    if (dilation.value() < 1) {
      report.add(Problem.DILATION_SIZE, dilation.site(), where, dilation.value());
    }
  }

  /** At every value once, for the first stage that it is too large for. */
  private static void check(NetworkDeclaration declaration, MapSizes sizes, Report report) {
    Set<Site> told = new HashSet<>();
    int next = 0;
    for (int step = 0; step < sizes.path().steps().size() && sizes.fits(step); step++) {
      if (sizes.path().steps().get(step).place() == Place.STAGE) {
        StageDeclaration stage = declaration.stages().get(next++);
        Declared<Integer> dilation =
            stage.dilation().explicit()
                ? stage.dilation()
                : declaration.resNet().orElseThrow().dilation();
        if (isBeyond(stage, sizes, step) && told.add(dilation.site())) {
          report(stage, dilation, sizes, step, report);
        }
      }
    }
  }

  private static int side(MapSizes sizes, int step) {
    return Math.max(sizes.heights().get(step), sizes.widths().get(step));
  }

  private static boolean isBeyond(StageDeclaration stage, MapSizes sizes, int step) {
    int dilation = stage.dilation().value();
    return dilation > 1
        && stage.kernel().value() > 1
        && dilation >= side(sizes, step)
        && stage.block().isEmpty();
  }

  private static void report(
      StageDeclaration stage, Declared<Integer> dilation, MapSizes sizes, int step, Report report) {
    report.add(
        Problem.DILATION_BEYOND_MAP,
        dilation.site(),
        stage.title(),
        dilation.value(),
        sizes.height(),
        sizes.width(),
        sizes.heights().get(step),
        sizes.widths().get(step),
        stage.kernel().value(),
        stage.kernel().value(),
        Math.max(1, side(sizes, step) - 1));
  }
}
