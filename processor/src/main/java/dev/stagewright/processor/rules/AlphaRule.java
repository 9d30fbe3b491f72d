package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.Declared;
import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.declaration.ResNetDeclaration;
import dev.stagewright.processor.declaration.StageDeclaration;
import dev.stagewright.processor.model.Nonlinearity;
import dev.stagewright.processor.report.Fault;
import dev.stagewright.processor.report.Report;
import java.util.Optional;

/** Every alpha bends its nonlinearity. */
final class AlphaRule implements Rule {

  @Override
  public void check(NetworkDeclaration declaration, Report report) {
    Optional<ResNetDeclaration> resNet = declaration.resNet();
    boolean leaky =
        resNet
            .map(network -> network.nonlinearity().value() == Nonlinearity.LEAKY_RELU)
            .orElse(false);
    resNet.ifPresent(network -> check("@ResNet", network.alpha(), leaky, report));
    for (StageDeclaration stage : declaration.stages()) {
      if (!StageDeclaration.inherits(stage.alpha())) {
        check(stage.title(), stage.alpha(), leaky, report);
      }
    }
  }

  private static void check(String where, Declared<Double> alpha, boolean leaky, Report report) {
    double value = alpha.value();
    if (!(value > 0) || Double.isInfinite(value)) {
      report.add(Fault.ALPHA_RANGE, alpha.site(), where, value);
    } else if (leaky && value >= 1) {
      report.add(Fault.ALPHA_OF_LEAKY_RELU, alpha.site(), where, value);
    }
  }
}
