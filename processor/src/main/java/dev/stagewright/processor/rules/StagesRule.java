package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.report.Problem;
import dev.stagewright.processor.report.Report;

/** The stages have one order. */
final class StagesRule implements Rule {

  @Override
  public void check(NetworkDeclaration declaration, Report report) {
    declaration.singleStage().ifPresent(site -> report.add(Problem.STAGES_MIXED, site));
  }
}
