package dev.stagewright.data;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a split's images are for. */
public enum Part {
  /** What parameters are learned from. */
  TRAIN("train"),
  /** What choices are made by while training: when to stop, thresholds. */
  VALIDATION("validation", "val", "valid"),
  /** What nothing is chosen by, to be looked at once. */
  TEST("test");

  private final String title;
  private final String[] others;

  Part(String title, String... others) {
    this.title = title;
    this.others = others;
  }

  /**
   * The part of a name in a split's file.
   *
   * @param name train, validation or test
   * @return the part, or empty
   */
  static Optional<Part> of(String name) {
    return Arrays.stream(values()).filter(part -> part.title.equals(name)).findFirst();
  }

  /**
   * The part that a given folder is.
   *
   * @param name train, val, valid, validation or test, in any case
   * @return the part, or empty
   */
  static Optional<Part> ofFolder(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(part -> part.title.equals(lower) || Arrays.asList(part.others).contains(lower))
        .findFirst();
  }

  /** As in a split's file: train, validation or test. */
  @Override
  public String toString() {
    return title;
  }
}
