package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.Declared;
import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.declaration.StageDeclaration;
import dev.stagewright.processor.report.Problem;
import dev.stagewright.processor.report.Report;

/** Every penalty is a number of at least 0. */
final class PenaltyRule implements Rule {

  @Override
  public void check(NetworkDeclaration declaration, Report report) {
    declaration
        .resNet()
        .ifPresent(
            network -> {
              check("@ResNet", "l1", network.l1(), report);
              check("@ResNet", "l2", network.l2(), report);
            });
    for (StageDeclaration stage : declaration.stages()) {
      checkOwn(stage.title(), "l1", stage.l1(), report);
      checkOwn(stage.title(), "l2", stage.l2(), report);
    }
  }

  private static void checkOwn(
      String where, String member, Declared<Double> penalty, Report report) {
    if (penalty.explicit()) {
      check(where, member, penalty, report);
    }
  }

  private static void check(String where, String member, Declared<Double> penalty, Report report) {
    double value = penalty.value();
    if (!(value >= 0) || Double.isInfinite(value)) {
      report.add(Problem.PENALTY_RANGE, penalty.site(), where, member, value);
    }
  }
}
