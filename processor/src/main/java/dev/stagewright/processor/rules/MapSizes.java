package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.DeclaredPath;
import dev.stagewright.processor.declaration.InputDeclaration;
import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.report.Report;
import dev.stagewright.processor.topology.SpatialPath;
import java.util.List;
import java.util.Optional;

/**
 * The sizes of a declared network's feature maps.
 *
 * @param height the image's
 * @param width the image's
 * @param heights behind every step of the path; from where a window does not fit, 0
 * @param widths likewise
 */
record MapSizes(
    SpatialPath path, int height, int width, List<Integer> heights, List<Integer> widths) {

  /** None as long as a number on the way is impossible, which other rules report. */
  static Optional<MapSizes> of(NetworkDeclaration declaration) {
    if (declaration.resNet().isEmpty()
        || declaration.stem().isEmpty()
        || declaration.stages().isEmpty()
        || declaration.head().isEmpty()
        || declaration.head().get().pool().value() < 0
        || declaration.stem().get().filters().value().isEmpty()
        || !possible(declaration)) {
      return Optional.empty();
    }
    InputDeclaration input = declaration.resNet().get().input();
    int height = input.height().value();
    int width = input.width().value();
    SpatialPath path =
        DeclaredPath.of(
            declaration.resNet().get().defaults().names(),
            declaration.stem().get(),
            declaration.stages(),
            declaration.head().get());
    return Optional.of(new MapSizes(path, height, width, path.sides(height), path.sides(width)));
  }

  private static boolean possible(NetworkDeclaration declaration) {
    Report unheard = new Report();
    for (Rule rule : List.of(new InputRule(), new StemRule(), new StrideRule())) {
      rule.check(declaration, unheard);
    }
    return unheard.isClean();
  }

  /** The height of what a step gets. */
  int heightInto(int step) {
    return step == 0 ? height : heights.get(step - 1);
  }

  /** The width of what a step gets. */
  int widthInto(int step) {
    return step == 0 ? width : widths.get(step - 1);
  }

  /** Whether a step's window fits into what it gets. */
  boolean fits(int step) {
    return heights.get(step) > 0 && widths.get(step) > 0;
  }
}
