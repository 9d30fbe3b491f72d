package dev.stagewright.model;

import dev.stagewright.errors.Brief;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The names of classes: each must be readable, and none may occur twice. */
public final class Labels {

  /** What takes the place of bytes that are not text in the expected encoding. */
  private static final int REPLACEMENT = 0xfffd;

  private Labels() {}

  /**
   * Checks the names of a model's classes.
   *
   * @param labels the name of class i at index i
   * @throws ModelException if one is blank, was read in the wrong encoding, or equals another
   */
  public static void check(List<String> labels) {
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < labels.size(); i++) {
      String label = labels.get(i);
      if (label.isBlank()) {
        throw new ModelException(
            String.format(Locale.ROOT, "labels: the name of class %d is empty; name it", i));
      }
      if (label.codePoints().anyMatch(Labels::isUndecodable)) {
        throw new ModelException(
            String.format(
                Locale.ROOT,
                "labels: the name of class %d, \"%s\", was read in an encoding that lacks its characters. Set a UTF-8 locale (LC_ALL=C.UTF-8) before Java starts",
                i,
                Brief.of(label)));
      }
      Integer first = seen.put(label, i);
      if (first != null) {
        throw new ModelException(
            String.format(
                Locale.ROOT,
                "labels: found \"%s\" for the classes %d and %d; give them different names",
                Brief.of(label),
                first,
                i));
      }
    }
  }

  private static boolean isUndecodable(int point) {
    return point == REPLACEMENT || Character.getType(point) == Character.SURROGATE;
  }
}
