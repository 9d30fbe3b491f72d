package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.declaration.StageDeclaration;
import dev.stagewright.processor.report.Problem;
import dev.stagewright.processor.report.Report;
import java.util.Locale;

/** A convolution that keeps the size of its input has a center. */
final class KernelRule implements Rule {

  @Override
  public void check(NetworkDeclaration declaration, Report report) {
    for (StageDeclaration stage : declaration.stages()) {
      int kernel = stage.kernel().value();
      // What a block of the user's own does with an even one is its affair.
      if (kernel < 1 || (kernel % 2 == 0 && stage.block().isEmpty())) {
        report.add(
            Problem.KERNEL_SIZE,
            stage.kernel().site(),
            stage.title(),
            kernel,
            kernel < 1
                ? "Give, for example, 3"
                : String.format(
                    Locale.ROOT,
                    "An even one shifts the map by half a pixel against its shortcut; give %d or %d",
                    kernel - 1,
                    kernel + 1));
      }
    }
  }
}
