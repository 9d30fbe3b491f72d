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
              if (head.classes().value() < 1) {
                report.add(Fault.HEAD_CLASSES, head.classes().site(), head.classes().value());
              }
            });
  }
}
