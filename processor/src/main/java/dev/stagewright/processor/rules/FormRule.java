package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.AttentionDeclaration;
import dev.stagewright.processor.declaration.Declared;
import dev.stagewright.processor.declaration.HeadDeclaration;
import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.declaration.ResNetDeclaration;
import dev.stagewright.processor.declaration.StageDeclaration;
import dev.stagewright.processor.report.Problem;
import dev.stagewright.processor.report.Report;
import dev.stagewright.processor.topology.Attention;
import dev.stagewright.processor.topology.Convention;
import dev.stagewright.processor.topology.Norm;
import dev.stagewright.processor.topology.Pooling;
import java.util.Optional;

/** Every member has an effect in the form of network that the others ask for. */
final class FormRule implements Rule {

  @Override
  public void check(NetworkDeclaration declaration, Report report) {
    declaration.resNet().ifPresent(network -> check(network, declaration, report));
    declaration.head().ifPresent(head -> check(head, report));
    declaration
        .resNet()
        .map(ResNetDeclaration::stochasticDepth)
        .ifPresent(rate -> checkRate("@ResNet: stochasticDepth", rate, report));
    declaration
        .head()
        .map(HeadDeclaration::dropout)
        .ifPresent(rate -> checkRate("@Head: dropout", rate, report));
    declaration
        .resNet()
        .ifPresent(network -> checkAttention("@ResNet", network.attention(), report));
    Optional<AttentionDeclaration> shared = declaration.resNet().map(ResNetDeclaration::attention);
    declaration.stages().stream()
        .filter(stage -> stage.block().isEmpty())
        .filter(stage -> !shared.equals(Optional.of(stage.attention())))
        .forEach(stage -> checkAttention(stage.title(), stage.attention(), report));
  }

  private static void check(
      ResNetDeclaration network, NetworkDeclaration declaration, Report report) {
    if (network.zeroInitResidual().value() && network.norm().kind().value() == Norm.NONE) {
      report.add(Problem.ZERO_INIT_WITHOUT_NORM, network.zeroInitResidual().site());
    } else if (network.zeroInitResidual().value() && network.preactivation().value()) {
      report.add(Problem.ZERO_INIT_PREACTIVATION, network.zeroInitResidual().site());
    }
    Convention convention = network.convention().value();
    for (StageDeclaration stage : declaration.stages()) {
      if (stage.naming().explicit() && convention != Convention.KERAS_LEGACY) {
        report.add(
            Problem.NAMING_UNUSED,
            stage.naming().site(),
            stage.title(),
            stage.naming().value(),
            convention);
      }
    }
  }

  private static void checkRate(String what, Declared<Double> rate, Report report) {
    if (!(rate.value() >= 0 && rate.value() < 1)) {
      report.add(Problem.RATE_RANGE, rate.site(), what, rate.value());
    }
  }

  private static void checkAttention(String where, AttentionDeclaration attention, Report report) {
    Declared<Integer> reduction = attention.reduction();
    if (reduction.value() < 1) {
      report.add(Problem.REDUCTION_SIZE, reduction.site(), where, reduction.value());
    } else if (reduction.explicit() && attention.kind().value() != Attention.Kind.SE) {
      report.add(
          Problem.REDUCTION_UNUSED,
          reduction.site(),
          where,
          reduction.value(),
          attention.kind().value());
    }
  }

  private static void check(HeadDeclaration head, Report report) {
    if (head.pool().explicit() && head.pooling().value() != Pooling.WINDOW) {
      report.add(
          Problem.HEAD_POOL_UNUSED,
          head.pool().site(),
          head.pool().value(),
          head.pooling().value());
    }
  }
}
