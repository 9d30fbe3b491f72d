package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.Declared;
import dev.stagewright.processor.declaration.HeadDeclaration;
import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.declaration.StemDeclaration;
import dev.stagewright.processor.report.Problem;
import dev.stagewright.processor.report.Report;
import dev.stagewright.processor.topology.SpatialPath.Place;
import dev.stagewright.processor.topology.SpatialPath.Step;
import java.util.Locale;

/** The declared image is large enough for every window on its way. */
final class FeatureMapRule implements Rule {

  @Override
  public void check(NetworkDeclaration declaration, Report report) {
    MapSizes.of(declaration)
        .ifPresent(
            sizes -> {
              for (int step = 0; step < sizes.path().steps().size(); step++) {
                if (!sizes.fits(step)) {
                  new Failure(declaration, sizes, step).report(report);
                  return;
                }
              }
            });
  }

  /** What does not fit, and at which step. */
  private record Failure(NetworkDeclaration declaration, MapSizes sizes, int step) {

    void report(Report report) {
      Step vanished = sizes.path().steps().get(step);
      int needed = vanished.needed();
      int inHeight = sizes.heightInto(step);
      int inWidth = sizes.widthInto(step);
      if (vanished.place() != Place.HEAD_POOL) {
        Declared<Integer> kernel = kernel();
        report.add(
            Problem.MAP_VANISHES,
            kernel.site(),
            sizes.height(),
            sizes.width(),
            vanished.name(),
            inHeight,
            inWidth,
            needed,
            needed,
            largerInput(" or a"));
        return;
      }
      HeadDeclaration head = declaration.head().orElseThrow();
      report.add(
          Problem.MAP_BELOW_HEAD_POOL,
          head.pool().site(),
          needed,
          sizes.height(),
          sizes.width(),
          inHeight,
          inWidth,
          needed,
          needed,
          firstBelow(needed),
          largerInput(" a"),
          Math.min(inHeight, inWidth));
    }

    /** The first way out, which leads on to the next, unless no array can hold such an image. */
    private String largerInput(String next) {
      int minimum = sizes.path().minimum();
      int channels = declaration.resNet().orElseThrow().input().channels().value();
      return (long) minimum * minimum > Integer.MAX_VALUE / channels
          ? "No array can hold an image that is large enough: use a"
          : String.format(
              Locale.ROOT,
              "Use an input of at least %d x %d (the smallest that works),%s",
              minimum,
              minimum,
              next);
    }

    private Declared<Integer> kernel() {
      StemDeclaration stem = declaration.stem().orElseThrow();
      return step < stem.kernel().value().size()
          ? stem.kernel().value().get(step)
          : stem.pool().kernel();
    }

    private String firstBelow(int needed) {
      for (int i = 0; i < step; i++) {
        if (Math.min(sizes.heights().get(i), sizes.widths().get(i)) < needed) {
          return sizes.path().steps().get(i).name();
        }
      }
      throw new IllegalStateException("no step before the pool is below " + needed);
    }
  }
}
