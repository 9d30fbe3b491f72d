package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.Declared;
import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.declaration.StageDeclaration;
import dev.stagewright.processor.report.Fault;
import dev.stagewright.processor.report.Report;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** The groups of a convolution divide the channels on both of its sides. */
final class GroupsRule implements Rule {

  @Override
  public void check(NetworkDeclaration declaration, Report report) {
    declaration
        .resNet()
        .map(network -> network.groups())
        .filter(groups -> groups.value() < 1)
        .ifPresent(
            groups -> report.add(Fault.GROUPS_SIZE, groups.site(), "@ResNet", groups.value()));
    Optional<Integer> channels =
        declaration
            .stem()
            .map(stem -> stem.filters().value())
            .filter(filters -> !filters.isEmpty())
            .map(filters -> filters.get(filters.size() - 1).value());
    for (StageDeclaration stage : declaration.stages()) {
      List<Integer> filters = stage.filters().value().stream().map(Declared::value).toList();
      boolean possible =
          stage.block().isEmpty()
              && (filters.size() == 2 || filters.size() == 3)
              && filters.stream().allMatch(count -> count > 0)
              && channels.orElse(0) > 0;
      boolean own = stage.groups().explicit() && stage.block().isEmpty();
      if (own && stage.groups().value() < 1) {
        report.add(Fault.GROUPS_SIZE, stage.groups().site(), stage.title(), stage.groups().value());
      } else if (possible && stage.groups().value() > 1) {
        check(stage, filters, channels.orElseThrow(), report);
      }
      channels = filters.isEmpty() ? channels : Optional.of(filters.get(filters.size() - 1));
    }
  }

  private static void check(
      StageDeclaration stage, List<Integer> filters, int channels, Report report) {
    int groups = stage.groups().value();
    boolean basic = filters.size() == 2;
    // A basic block's first convolution reads what the stage before made.
    int common = gcd(gcd(filters.get(0), filters.get(1)), basic ? channels : 0);
    if (common % groups != 0) {
      report.add(
          Fault.GROUPS_DIVIDE,
          stage.groups().explicit() ? stage.groups().site() : stage.site(),
          stage.title(),
          groups,
          basic ? channels + ", " + filters.get(0) : filters.get(0),
          filters.get(1),
          nearest(common, groups));
    } else if (filters.get(0) == groups
        || filters.get(1) == groups
        || (basic && channels == groups)) {
      report.add(
          Fault.GROUPS_OF_ONE,
          stage.groups().explicit() ? stage.groups().site() : stage.site(),
          stage.title(),
          groups,
          below(common, groups));
    }
  }

  private static int gcd(int a, int b) {
    return BigInteger.valueOf(a).gcd(BigInteger.valueOf(b)).intValue();
  }

  /** The largest divisor that is smaller. */
  private static int below(int common, int groups) {
    int below = Math.min(groups - 1, common);
    while (common % below != 0) {
      below--;
    }
    return below;
  }

  /** The divisors next to a number that is none. */
  private static String nearest(int common, int groups) {
    int below = below(common, groups);
    if (groups >= common) {
      return String.valueOf(below);
    }
    int above = groups + 1;
    while (common % above != 0) {
      above++;
    }
    return below + " or " + above;
  }
}
