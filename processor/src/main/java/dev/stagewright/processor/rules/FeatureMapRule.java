package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.Declared;
import dev.stagewright.processor.declaration.DeclaredPath;
import dev.stagewright.processor.declaration.HeadDeclaration;
import dev.stagewright.processor.declaration.InputDeclaration;
import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.declaration.StemDeclaration;
import dev.stagewright.processor.model.SpatialPath;
import dev.stagewright.processor.model.Window;
import dev.stagewright.processor.report.Fault;
import dev.stagewright.processor.report.Report;
import java.util.List;

/** The declared image is large enough for every window on its way. */
final class FeatureMapRule implements Rule {

  /** Silent as long as a number on the way is impossible, which other rules report. */
  @Override
  public void check(NetworkDeclaration declaration, Report report) {
    if (declaration.resNet().isEmpty()
        || declaration.stem().isEmpty()
        || declaration.stages().isEmpty()
        || declaration.head().isEmpty()
        || !possible(declaration)) {
      return;
    }
    InputDeclaration input = declaration.resNet().get().input();
    SpatialPath path =
        DeclaredPath.of(declaration.stem().get(), declaration.stages(), declaration.head().get());
    List<Integer> heights = path.sides(input.height().value());
    List<Integer> widths = path.sides(input.width().value());
    for (int i = 0; i < path.steps().size(); i++) {
      if (heights.get(i) == 0 || widths.get(i) == 0) {
        Failure failure =
            new Failure(declaration, path, input.height().value(), input.width().value(), i);
        failure.report(report, heights, widths);
        return;
      }
    }
  }

  private static boolean possible(NetworkDeclaration declaration) {
    Report unheard = new Report();
    for (Rule rule : List.of(new InputRule(), new StemRule(), new StrideRule(), new HeadRule())) {
      rule.check(declaration, unheard);
    }
    return unheard.isClean();
  }

  /** What does not fit, and at which step. */
  private record Failure(
      NetworkDeclaration declaration, SpatialPath path, int height, int width, int step) {

    void report(Report report, List<Integer> heights, List<Integer> widths) {
      int needed = needed(path.steps().get(step).window());
      int inHeight = step == 0 ? height : heights.get(step - 1);
      int inWidth = step == 0 ? width : widths.get(step - 1);
      int minimum = path.minimum();
      String name = path.steps().get(step).name();
      if (!name.equals("avg_pool")) {
        Declared<Integer> kernel = kernel(name);
        report.add(
            Fault.MAP_VANISHES,
            kernel.site(),
            height,
            width,
            name,
            inHeight,
            inWidth,
            needed,
            needed,
            minimum,
            minimum);
        return;
      }
      HeadDeclaration head = declaration.head().orElseThrow();
      report.add(
          Fault.MAP_BELOW_HEAD_POOL,
          head.pool().site(),
          needed,
          height,
          width,
          inHeight,
          inWidth,
          needed,
          needed,
          firstBelow(needed, heights, widths),
          minimum,
          minimum,
          Math.min(inHeight, inWidth));
    }

    private Declared<Integer> kernel(String name) {
      StemDeclaration stem = declaration.stem().orElseThrow();
      return name.equals("pool1") ? stem.pool().kernel() : stem.kernel().value().get(0);
    }

    private String firstBelow(int needed, List<Integer> heights, List<Integer> widths) {
      for (int i = 0; i < step; i++) {
        if (Math.min(heights.get(i), widths.get(i)) < needed) {
          return path.steps().get(i).name();
        }
      }
      throw new IllegalStateException("no step before the pool is below " + needed);
    }

    private static int needed(Window window) {
      return Math.max(1, window.kernel() - 2 * window.padding());
    }
  }
}
