package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.AttentionDeclaration;
import dev.stagewright.processor.declaration.Declared;
import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.declaration.ResNetDeclaration;
import dev.stagewright.processor.declaration.Site;
import dev.stagewright.processor.declaration.StageDeclaration;
import dev.stagewright.processor.report.Problem;
import dev.stagewright.processor.report.Report;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What is said beside a user's own block, the block gets. */
final class OwnBlockRule implements Rule {

  @Override
  public void check(NetworkDeclaration declaration, Report report) {
    Optional<AttentionDeclaration> shared = declaration.resNet().map(ResNetDeclaration::attention);
    for (StageDeclaration stage : declaration.stages()) {
      if (stage.block().isPresent()) {
        if (stage.filters().value().isEmpty()) {
          report.add(Problem.BLOCK_FILTERS, stage.filters().site(), stage.title());
        }
        boolean own = !shared.equals(Optional.of(stage.attention()));
        report(
            stage.title(),
            unused(stage, own),
            stage.block().get().value() + " makes its blocks",
            report);
      }
    }
    boolean all = declaration.stages().stream().allMatch(stage -> stage.block().isPresent());
    if (all && !declaration.stages().isEmpty()) {
      declaration
          .resNet()
          .ifPresent(
              network ->
                  report(
                      "@ResNet",
                      unused(network),
                      "classes of your own make the blocks of all stages",
                      report));
    }
  }

  private static void report(String where, Map<String, Site> unused, String why, Report report) {
    unused.forEach((member, site) -> report.add(Problem.BLOCK_MEMBER, site, where, member, why));
  }

  private static Map<String, Site> unused(StageDeclaration stage, boolean ownAttention) {
    Map<String, Site> unused = new LinkedHashMap<>();
    add(unused, "nonlinearity", stage.nonlinearity());
    add(unused, "alpha", stage.alpha());
    add(unused, "groups", stage.groups());
    add(unused, "dilation", stage.dilation());
    add(unused, "strideAt", stage.strideAt());
    add(unused, "shortcut", stage.shortcut());
    if (ownAttention) {
      unused.put("attention", stage.attention().site());
    }
    return unused;
  }

  private static Map<String, Site> unused(ResNetDeclaration network) {
    Map<String, Site> unused = new LinkedHashMap<>();
    add(unused, "groups", network.groups());
    add(unused, "dilation", network.dilation());
    add(unused, "strideAt", network.strideAt());
    add(unused, "projection", network.projection());
    add(unused, "shortcut", network.shortcut());
    add(unused, "stochasticDepth", network.stochasticDepth());
    add(unused, "zeroInitResidual", network.zeroInitResidual());
    if (network.attention().kind().explicit()) {
      unused.put("attention", network.attention().site());
    }
    return unused;
  }

  private static void add(Map<String, Site> unused, String name, Declared<?> member) {
    if (member.explicit()) {
      unused.put(name, member.site());
    }
  }
}
