package dev.stagewright.data;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Images that are left out since they cannot be read. May be filled by several threads at once. */
public final class SkippedImages {

  /**
   * An image that is left out.
   *
   * @param index its place in the whole source
   * @param path what identifies it
   * @param reason what is wrong with it, with its name
   */
  public record Skipped(int index, String path, String reason) {}

  private final SortedMap<Integer, Skipped> byIndex = new ConcurrentSkipListMap<>();

  /**
   * Notes an image; a second time changes nothing.
   *
   * @param source that has it
   * @param image its place there
   * @param reason what is wrong with it, with its name
   */
  public void add(ImageSource source, int image, String reason) {
    int index = source.index(image);
    byIndex.putIfAbsent(index, new Skipped(index, source.path(image), reason));
  }

  /**
   * All that were noted.
   *
   * @return in the order of their places in the whole source
   */
  public Collection<Skipped> all() {
    return List.copyOf(byIndex.values());
  }

  /**
   * How many were noted.
   *
   * @return a number from 0
   */
  public int size() {
    return byIndex.size();
  }

  /** How many, and why, one line each. */
  @Override
  public String toString() {
    List<String> reasons = byIndex.values().stream().map(Skipped::reason).toList();
    return reasons.isEmpty()
        ? "skipped no image"
        : String.format(
            Locale.ROOT,
            "skipped %d image(s) that cannot be read:\n  %s",
            reasons.size(),
            String.join("\n  ", reasons));
  }
}
