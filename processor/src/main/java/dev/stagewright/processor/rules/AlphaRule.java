package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.Declared;
import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.declaration.StageDeclaration;
import dev.stagewright.processor.report.Problem;
import dev.stagewright.processor.report.Report;
import dev.stagewright.processor.topology.Nonlinearity;
import java.util.Optional;

/** Every alpha bends its nonlinearity. */
final class AlphaRule implements Rule {

  @Override
  public void check(NetworkDeclaration declaration, Report report) {
    // The network's alpha is for every stage; it has no effect only if none of them takes one.
    Optional<Nonlinearity> taking =
        declaration.stages().stream()
            .map(stage -> stage.nonlinearity().value())
            .filter(Nonlinearity::hasAlpha)
            .findFirst();
    declaration
        .resNet()
        .ifPresent(
            network -> {
              Nonlinearity own = network.nonlinearity().value();
              Nonlinearity nonlinearity = own.hasAlpha() ? own : taking.orElse(own);
              check("@ResNet", network.alpha(), nonlinearity, report);
            });
    for (StageDeclaration stage : declaration.stages()) {
      boolean own = stage.alpha().explicit() || stage.nonlinearity().explicit();
      if (own && stage.block().isEmpty()) {
        check(stage.title(), stage.alpha(), stage.nonlinearity().value(), report);
      }
    }
  }

  private static void check(
      String where, Declared<Double> alpha, Nonlinearity nonlinearity, Report report) {
    double value = alpha.value();
    if (!(value > 0) || Double.isInfinite(value)) {
      report.add(Problem.ALPHA_RANGE, alpha.site(), where, value);
    } else if (alpha.explicit() && !nonlinearity.hasAlpha()) {
      report.add(Problem.ALPHA_UNUSED, alpha.site(), where, value, nonlinearity.title());
    } else if (nonlinearity.alpha() == Nonlinearity.Alpha.BELOW_ONE && value >= 1) {
      report.add(Problem.ALPHA_OF_LEAKY_RELU, alpha.site(), where, value);
    }
  }
}
