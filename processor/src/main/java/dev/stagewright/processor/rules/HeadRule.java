package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.HeadDeclaration;
import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.report.Problem;
import dev.stagewright.processor.report.Report;
import dev.stagewright.processor.topology.Task;

/** The head's pool and classes are possible. */
final class HeadRule implements Rule {

  @Override
  public void check(NetworkDeclaration declaration, Report report) {
    declaration
        .head()
        .ifPresent(
            head -> {
              if (head.pool().value() < 0) {
                report.add(Problem.HEAD_POOL, head.pool().site(), head.pool().value());
              }
              int classes = head.classes().value();
              Task task = head.task().value();
              if (task != Task.SINGLE_LABEL) {
                checkTask(head, report);
              } else if (classes < 2) {
                report.add(
                    Problem.HEAD_CLASSES,
                    head.classes().site(),
                    classes,
                    classes == 1
                        ? "Softmax gives a single class the probability 1; for yes or no, give 2"
                        : "Give your number of classes");
              }
            });
  }

  private static void checkTask(HeadDeclaration head, Report report) {
    int classes = head.classes().value();
    if (classes < 1 || (head.task().value() == Task.BINARY && classes != 1)) {
      report.add(
          Problem.HEAD_OUTPUTS,
          head.classes().site(),
          classes,
          head.task().value(),
          head.task().value() == Task.BINARY
              ? "has 1 value, the probability of yes. Remove classes"
              : "has at least 1 value. Give the number of labels or values");
    }
  }
}
