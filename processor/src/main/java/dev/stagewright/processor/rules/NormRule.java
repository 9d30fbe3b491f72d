package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.declaration.NormDeclaration;
import dev.stagewright.processor.report.Problem;
import dev.stagewright.processor.report.Report;

/** The normalization divides by something and forgets something. */
final class NormRule implements Rule {

  @Override
  public void check(NetworkDeclaration declaration, Report report) {
    declaration.resNet().ifPresent(network -> check(network.norm(), report));
  }

  private static void check(NormDeclaration norm, Report report) {
    double epsilon = norm.epsilon().value();
    if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
      report.add(Problem.NORM_EPSILON, norm.epsilon().site(), epsilon);
    }
    double momentum = norm.momentum().value();
    if (!(momentum >= 0 && momentum < 1)) {
      report.add(Problem.NORM_MOMENTUM, norm.momentum().site(), momentum);
    }
  }
}
