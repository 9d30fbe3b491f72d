package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.declaration.StageDeclaration;
import dev.stagewright.processor.report.Problem;
import dev.stagewright.processor.report.Report;
import dev.stagewright.processor.topology.StrideAt;

/** A stage's stride is possible and skips nothing but where 1x1 convolutions do. */
final class StrideRule implements Rule {

  @Override
  public void check(NetworkDeclaration declaration, Report report) {
    for (StageDeclaration stage : declaration.stages()) {
      int stride = stage.stride().value();
      if (stride < 1) {
        report.add(Problem.STRIDE_SIZE, stage.stride().site(), stage.title(), stride);
      } else if (stage.block().isEmpty() && square(stage) && skips(stage)) {
        int kernel = stage.kernel().value();
        report.add(
            Problem.STRIDE_SKIPS,
            stage.stride().site(),
            stage.title(),
            stride,
            kernel,
            kernel,
            kernel);
      }
    }
  }

  /** Whether a k x k convolution takes the stride, not the 1x1 of a bottleneck. */
  private static boolean square(StageDeclaration stage) {
    return stage.filters().value().size() == 2 || stage.strideAt().value() == StrideAt.SECOND;
  }

  /** A kernel of 1 skips by intention, as in the shortcut. */
  private static boolean skips(StageDeclaration stage) {
    int kernel = stage.kernel().value();
    return kernel > 1 && stage.stride().value() > kernel;
  }
}
