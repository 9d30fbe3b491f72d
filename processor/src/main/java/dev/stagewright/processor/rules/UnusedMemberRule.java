package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.Declared;
import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.declaration.NormDeclaration;
import dev.stagewright.processor.declaration.PoolDeclaration;
import dev.stagewright.processor.declaration.ResNetDeclaration;
import dev.stagewright.processor.declaration.StageDeclaration;
import dev.stagewright.processor.report.Problem;
import dev.stagewright.processor.report.Report;
import dev.stagewright.processor.topology.Norm;
import dev.stagewright.processor.topology.Shortcut;
import java.util.List;

/** Every member that is written changes something, whatever the others say. */
final class UnusedMemberRule implements Rule {

  @Override
  public void check(NetworkDeclaration declaration, Report report) {
    declaration.stem().ifPresent(stem -> checkPool(stem.pool(), report));
    declaration.resNet().ifPresent(network -> check(network, declaration.stages(), report));
  }

  private static void add(
      String where, String member, Declared<?> value, String why, Report report) {
    if (value.explicit()) {
      report.add(Problem.MEMBER_UNUSED, value.site(), where, member, value.value(), why);
    }
  }

  private static void checkPool(PoolDeclaration pool, Report report) {
    if (pool.kernel().value() == 0) {
      String why = "with kernel = 0 there is no pool";
      add("@Pool", "stride", pool.stride(), why, report);
      add("@Pool", "padding", pool.padding(), why, report);
      add("@Pool", "border", pool.border(), why, report);
    }
  }

  private static void check(ResNetDeclaration network, List<StageDeclaration> all, Report report) {
    checkNorm(network.norm(), report);
    List<StageDeclaration> stages = all.stream().filter(stage -> stage.block().isEmpty()).toList();
    if (stages.isEmpty()) {
      return;
    }
    if (stages.stream().mapToInt(stage -> stage.blocks().value()).sum() == 1 && all.size() == 1) {
      String why = "the rate grows from 0 in the first block, which is the only one";
      add("@ResNet", "stochasticDepth", network.stochasticDepth(), why, report);
    }
    boolean pools = stages.stream().anyMatch(stage -> isPooled(network, stage));
    if (network.shortcut().value() == Shortcut.AVERAGE_POOL && !pools) {
      String why = "no stage has a projection with a stride";
      add("@ResNet", "shortcut", network.shortcut(), why, report);
    }
    stages.forEach(stage -> check(network, stage, report));
  }

  private static void checkNorm(NormDeclaration norm, Report report) {
    if (norm.kind().value() == Norm.NONE) {
      String why = "with kind = Norm.Kind.NONE there is no normalization";
      add("@Norm", "epsilon", norm.epsilon(), why, report);
      add("@Norm", "momentum", norm.momentum(), why, report);
    }
  }

  private static void check(ResNetDeclaration network, StageDeclaration stage, Report report) {
    if (stage.dilation().value() > 1 && stage.kernel().value() == 1) {
      String why = "a kernel of 1 x 1 has no cells to keep apart";
      add(stage.title(), "dilation", stage.dilation(), why, report);
    }
    if (stage.shortcut().value() == Shortcut.AVERAGE_POOL && !isPooled(network, stage)) {
      String why = "the stage has no projection with a stride";
      add(stage.title(), "shortcut", stage.shortcut(), why, report);
    }
  }

  /** Whether a projection has a stride: where a stage's last block has it, that is seldom one. */
  private static boolean isPooled(ResNetDeclaration network, StageDeclaration stage) {
    boolean projection = !network.defaults().strideInLastBlock() || stage.blocks().value() == 1;
    return stage.stride().value() > 1 && projection;
  }
}
