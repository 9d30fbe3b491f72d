package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.report.Fault;
import dev.stagewright.processor.report.Report;

/** The head's pool and classes are possible. */
final class HeadRule implements Rule {

  @Override
  public void check(NetworkDeclaration declaration, Report report) {
    declaration
        .head()
        .ifPresent(
            head -> {
              if (head.pool().value() < 0) {
                report.add(Fault.HEAD_POOL, head.pool().site(), head.pool().value());
              }
              int classes = head.classes().value();
              if (classes < 2) {
                report.add(
                    Fault.HEAD_CLASSES,
                    head.classes().site(),
                    classes,
                    classes == 1
                        ? "Softmax gives a single class the probability 1; for yes or no, give 2"
                        : "Give your number of classes");
              }
            });
  }
}
