package dev.stagewright.data;

import java.util.Locale;

/** What is done about images that cannot be read. */
public enum BadImages {
  /** Nothing starts before all of them are mended or removed. */
  FAIL,
  /** They are left out and counted. */
  SKIP;

  /** As in the command: fail or skip. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
