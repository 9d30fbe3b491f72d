package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.Declared;
import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.report.Problem;
import dev.stagewright.processor.report.Report;

/** An image has at least one pixel and one channel. */
final class InputRule implements Rule {

  @Override
  public void check(NetworkDeclaration declaration, Report report) {
    declaration
        .resNet()
        .ifPresent(
            resNet -> {
              check("height", resNet.input().height(), report);
              check("width", resNet.input().width(), report);
              check("channels", resNet.input().channels(), report);
            });
  }

  private static void check(String member, Declared<Integer> size, Report report) {
    if (size.value() < 1) {
      report.add(Problem.INPUT_SIZE, size.site(), member, size.value());
    }
  }
}
