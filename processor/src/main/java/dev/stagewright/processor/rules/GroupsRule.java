package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.Declared;
import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.declaration.StageDeclaration;
import dev.stagewright.processor.report.Problem;
import dev.stagewright.processor.report.Report;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The groups of a convolution divide the channels on both of its sides. */
final class GroupsRule implements Rule {

  private static final String NETWORK = "@ResNet";

  /**
   * What a stage's convolutions that are not 1 x 1 read and make.
   *
   * @param channels in order, each once
   */
  private record Sides(StageDeclaration stage, List<Integer> channels) {

    int common() {
      return GroupsRule.common(channels);
    }

    /** For example "64, 128 and 96". */
    String words() {
      int last = channels.size() - 1;
      return channels.subList(0, last).stream()
              .map(String::valueOf)
              .collect(Collectors.joining(", "))
          + " and "
          + channels.get(last);
    }
  }

  @Override
  public void check(NetworkDeclaration declaration, Report report) {
    List<Sides> sides = sides(declaration);
    for (StageDeclaration stage : declaration.stages()) {
      if (stage.groups().explicit() && stage.block().isEmpty()) {
        List<Sides> own = sides.stream().filter(each -> each.stage().equals(stage)).toList();
        check(stage.groups(), stage.title(), own, report);
      }
    }
    declaration
        .resNet()
        .ifPresent(
            network -> {
              List<Sides> inheriting =
                  sides.stream().filter(each -> !each.stage().groups().explicit()).toList();
              check(network.groups(), NETWORK, inheriting, report);
            });
  }

  /**
   * Checks one number.
   *
   * @param where it stands
   * @param sides of all convolutions with that number
   */
  private static void check(
      Declared<Integer> groups, String where, List<Sides> sides, Report report) {
    int value = groups.value();
    if (value < 1) {
      report.add(Problem.GROUPS_SIZE, groups.site(), where, value);
      return;
    }
    int common = common(sides.stream().map(Sides::common).toList());
    String before = where.equals(NETWORK) ? NETWORK + ", for " : "";
    Optional<Sides> undivided =
        sides.stream().filter(each -> each.common() % value != 0).findFirst();
    undivided.ifPresent(
        each ->
            report.add(
                Problem.GROUPS_DIVIDE,
                groups.site(),
                before + each.stage().title(),
                value,
                each.words(),
                nearest(common, value)));
    if (undivided.isEmpty() && value > 1) {
      sides.stream()
          .filter(each -> each.channels().contains(value))
          .findFirst()
          .ifPresent(
              each ->
                  report.add(
                      Problem.GROUPS_OF_ONE,
                      groups.site(),
                      before + each.stage().title(),
                      value,
                      below(common, value)));
    }
  }

  /** Of the built-in stages whose numbers are possible. */
  private static List<Sides> sides(NetworkDeclaration declaration) {
    List<Sides> sides = new ArrayList<>();
    int before = declaration.stem().map(stem -> last(stem.filters().value())).orElse(0);
    for (StageDeclaration stage : declaration.stages()) {
      List<Integer> filters = stage.filters().value().stream().map(Declared::value).toList();
      List<Integer> channels = new ArrayList<>();
      // A basic block's first convolution reads what the stage before made.
      if (filters.size() == 2) {
        channels.add(before);
      }
      channels.addAll(filters.subList(0, Math.min(2, filters.size())));
      boolean possible =
          (filters.size() == 2 || filters.size() == 3)
              && channels.stream().allMatch(count -> count > 0);
      if (stage.block().isEmpty() && possible) {
        sides.add(new Sides(stage, channels));
      }
      before = last(stage.filters().value());
    }
    return sides;
  }

  private static int last(List<Declared<Integer>> filters) {
    return filters.isEmpty() ? 0 : filters.get(filters.size() - 1).value();
  }

  private static int common(List<Integer> channels) {
    return channels.stream()
        .map(BigInteger::valueOf)
        .reduce(BigInteger.ZERO, BigInteger::gcd)
        .intValue();
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
