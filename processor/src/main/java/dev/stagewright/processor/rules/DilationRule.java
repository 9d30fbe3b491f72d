package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.Declared;
import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.declaration.Site;
import dev.stagewright.processor.declaration.StageDeclaration;
import dev.stagewright.processor.report.Fault;
import dev.stagewright.processor.report.Report;
import dev.stagewright.processor.topology.SpatialPath.Place;

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
      report.add(Fault.DILATION_SIZE, dilation.site(), where, dilation.value());
    }
  }

  private static void check(NetworkDeclaration declaration, MapSizes sizes, Report report) {
    int next = 0;
    for (int step = 0; step < sizes.path().steps().size() && sizes.fits(step); step++) {
      if (sizes.path().steps().get(step).place() == Place.STAGE) {
        check(declaration.stages().get(next++), sizes, step, report);
      }
    }
  }

  private static void check(StageDeclaration stage, MapSizes sizes, int step, Report report) {
    int dilation = stage.dilation().value();
    int kernel = stage.kernel().value();
    int side = Math.max(sizes.heights().get(step), sizes.widths().get(step));
    if (dilation > 1 && kernel > 1 && dilation >= side && stage.block().isEmpty()) {
      Site site = stage.dilation().explicit() ? stage.dilation().site() : stage.site();
      report.add(
          Fault.DILATION_BEYOND_MAP,
          site,
          stage.title(),
          dilation,
          sizes.height(),
          sizes.width(),
          sizes.heights().get(step),
          sizes.widths().get(step),
          kernel,
          kernel,
          side - 1);
    }
  }
}
