package dev.stagewright.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Deals whole groups, the largest first, each to where its classes are missing most, but none stays
 * without a group. Groups of the same size come in an order that the seed decides.
 */
final class GroupedSplit {

  private final int classes;
  private final Map<Integer, Integer> strata = new TreeMap<>();
  private final List<List<Integer>> groups;
  private final ImageSource source;

  private GroupedSplit(ImageSource source, long seed) {
    this.source = source;
    Map<String, List<Integer>> byName = new LinkedHashMap<>();
    for (int image = 0; image < source.size(); image++) {
      strata.putIfAbsent(source.stratum(image), strata.size());
      String group = Objects.requireNonNull(source.group(image));
      byName.computeIfAbsent(group, name -> new ArrayList<>()).add(image);
    }
    this.classes = strata.size();
    this.groups = new ArrayList<>(byName.values());
    Collections.shuffle(groups, new Random(seed));
    groups.sort(Comparator.comparing(group -> -group.size()));
  }

  static Split.Place[] places(ImageSource source, SplitPlan plan) {
    GroupedSplit split = new GroupedSplit(source, plan.seed());
    Split.Place[] places = new Split.Place[source.size()];
    List<List<Integer>> rest = new ArrayList<>(split.groups);
    if (plan.testShare() > 0) {
      List<List<List<Integer>>> bins =
          split.deal(rest, List.of(plan.testShare(), 1 - plan.testShare()));
      fill(places, bins.get(0), new Split.Place(Part.TEST, Split.NO_FOLD));
      rest = bins.get(1);
    }
    if (plan.folds() > 0) {
      var bins = split.deal(rest, Collections.nCopies(plan.folds(), 1.0 / plan.folds()));
      for (int fold = 0; fold < plan.folds(); fold++) {
        fill(places, bins.get(fold), new Split.Place(Part.TRAIN, fold));
      }
      return places;
    }
    if (plan.validationShare() > 0) {
      double share = plan.validationShare() / (1 - plan.testShare());
      List<List<List<Integer>>> bins = split.deal(rest, List.of(share, 1 - share));
      fill(places, bins.get(0), new Split.Place(Part.VALIDATION, Split.NO_FOLD));
      rest = bins.get(1);
    }
    fill(places, rest, new Split.Place(Part.TRAIN, Split.NO_FOLD));
    return places;
  }

  private static void fill(
      Split.Place[] places, Collection<List<Integer>> groups, Split.Place place) {
    groups.forEach(group -> group.forEach(image -> places[image] = place));
  }

  /** Deals groups into bins of these shares. */
  private List<List<List<Integer>>> deal(List<List<Integer>> dealt, List<Double> shares) {
    double[] all = new double[classes];
    dealt.forEach(group -> add(all, counts(group)));
    double[][] missing = new double[shares.size()][];
    for (int bin = 0; bin < missing.length; bin++) {
      double share = shares.get(bin);
      missing[bin] = Arrays.stream(all).map(count -> count * share).toArray();
    }
    List<List<List<Integer>>> bins = new ArrayList<>();
    shares.forEach(share -> bins.add(new ArrayList<>()));
    for (int next = 0; next < dealt.size(); next++) {
      List<Integer> group = dealt.get(next);
      double[] counts = counts(group);
      long empty = bins.stream().filter(List::isEmpty).count();
      boolean oneEach = dealt.size() - next <= empty; // or a bin would stay empty
      int best =
          IntStream.range(0, missing.length)
              .filter(bin -> !oneEach || bins.get(bin).isEmpty())
              .boxed()
              .max(Comparator.comparing(bin -> gain(missing[bin], counts, all)))
              .orElseThrow();
      bins.get(best).add(group);
      subtract(missing[best], counts);
    }
    return bins;
  }

  /**
   * By how much the squared distance from the wanted counts falls, each class's divided by its
   * size, if a group comes in; without what is the same for all bins.
   */
  private static double gain(double[] missing, double[] counts, double[] all) {
    return IntStream.range(0, counts.length)
        .filter(each -> counts[each] > 0)
        .mapToDouble(each -> counts[each] * missing[each] / all[each])
        .sum();
  }

  private double[] counts(List<Integer> group) {
    double[] counts = new double[classes];
    group.forEach(image -> counts[Objects.requireNonNull(strata.get(source.stratum(image)))]++);
    return counts;
  }

  private static void add(double[] to, double[] counts) {
    for (int i = 0; i < to.length; i++) {
      to[i] += counts[i];
    }
  }

  private static void subtract(double[] from, double[] counts) {
    for (int i = 0; i < from.length; i++) {
      from[i] -= counts[i];
    }
  }
}
