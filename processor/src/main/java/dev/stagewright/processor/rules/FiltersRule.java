package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.Declared;
import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.declaration.StageDeclaration;
import dev.stagewright.processor.report.Problem;
import dev.stagewright.processor.report.Report;

/** The filters of a stage form a block. */
final class FiltersRule implements Rule {

  @Override
  public void check(NetworkDeclaration declaration, Report report) {
    for (StageDeclaration stage : declaration.stages()) {
      int count = stage.filters().value().size();
      if (stage.block().isEmpty() && count != 2 && count != 3) {
        report.add(
            Problem.FILTERS_FORM, stage.filters().site(), stage.title(), Problem.values(count));
      } else {
        checkCounts(stage, report);
      }
    }
  }

  private static void checkCounts(StageDeclaration stage, Report report) {
    for (Declared<Integer> filters : stage.filters().value()) {
      if (filters.value() < 1) {
        report.add(Problem.FILTERS_COUNT, filters.site(), stage.title(), filters.value());
      }
    }
  }
}
