package dev.stagewright.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Deals the images of every class in the same way. A class of two or more images has at least one
 * in each part that has a share, as long as one is left to train on.
 */
final class StratifiedSplit {

  private StratifiedSplit() {}

  static Split.Place[] places(ImageSource source, SplitPlan plan) {
    Split.Place[] places = new Split.Place[source.size()];
    int dealt = 0;
    for (List<Integer> images : shuffledClasses(source, plan.seed()).values()) {
      // Validation from the front, test from the back: neither depends on the other's share.
      int test = count(images.size(), plan.testShare());
      int rest = images.size() - test;
      int validation =
          Math.min(count(images.size(), plan.validationShare()), Math.max(0, rest - 1));
      for (int i = 0; i < images.size(); i++) {
        Part part = i < validation ? Part.VALIDATION : i < rest ? Part.TRAIN : Part.TEST;
        boolean folded = plan.folds() > 0 && part == Part.TRAIN;
        // Dealing goes on from class to class, or the first folds would get all that is left over.
        places[images.get(i)] =
            new Split.Place(part, folded ? dealt++ % plan.folds() : Split.NO_FOLD);
      }
    }
    return places;
  }

  /** The images of every class, shuffled. */
  static Map<Integer, List<Integer>> shuffledClasses(ImageSource source, long seed) {
    Map<Integer, List<Integer>> byClass = new TreeMap<>();
    for (int i = 0; i < source.size(); i++) {
      byClass.computeIfAbsent(source.stratum(i), stratum -> new ArrayList<>()).add(i);
    }
    Random random = new Random(seed);
    byClass.values().forEach(images -> Collections.shuffle(images, random));
    return byClass;
  }

  /** How many of a class's images are held out: at least one of two, never all. */
  static int count(int images, double share) {
    if (images < 2 || share == 0) {
      return 0;
    }
    return Math.max(1, Math.min(images - 1, (int) Math.round(images * share)));
  }
}
