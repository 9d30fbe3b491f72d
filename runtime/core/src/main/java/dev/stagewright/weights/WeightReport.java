package dev.stagewright.weights;

import dev.stagewright.errors.Printable;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a load did, or would do: every layer of the file and of the graph is in one of the lists.
 *
 * @param source the file
 * @param loaded layers in both, with fitting arrays
 * @param missing the graph's layers with parameters that the file does not have
 * @param unused the file's layers that the graph does not have
 * @param mismatched layers in both whose arrays do not fit
 * @param filled those of the loaded layers that the file has without a bias, beta or gamma: they
 *     get 0, 0 or 1, which computes the same
 * @param nonlinearity what it means that the file's network had another nonlinearity than the
 *     graph; null if it had the same, or the file does not tell
 */
public record WeightReport(
    String source,
    List<String> loaded,
    List<String> missing,
    List<String> unused,
    List<Mismatch> mismatched,
    List<String> filled,
    @Nullable String nonlinearity) {

  private static final int MISMATCHES_IN_A_MESSAGE = 5;

  /**
   * A layer whose arrays in the file do not fit the graph's.
   *
   * @param layer the layer's name
   * @param found the file's arrays and shapes, in the file's layout
   * @param expected what the file would have to hold, in the same layout
   */
  public record Mismatch(String layer, String found, String expected) {
    @Override
    public String toString() {
      return "%s: the file has %s; the network needs %s"
          .formatted(Printable.of(layer), Printable.of(found), Printable.of(expected));
    }
  }

  /**
   * A load where nothing is known of nonlinearities.
   *
   * @param source the file
   * @param loaded layers in both, with fitting arrays
   * @param missing the graph's layers with parameters that the file does not have
   * @param unused the file's layers that the graph does not have
   * @param mismatched layers in both whose arrays do not fit
   * @param filled those of the loaded layers that the file has without a bias, beta or gamma
   */
  public WeightReport(
      String source,
      List<String> loaded,
      List<String> missing,
      List<String> unused,
      List<Mismatch> mismatched,
      List<String> filled) {
    this(source, loaded, missing, unused, mismatched, filled, null);
  }

  /** Copies the lists. */
  public WeightReport {
    loaded = List.copyOf(loaded);
    missing = List.copyOf(missing);
    unused = List.copyOf(unused);
    mismatched = List.copyOf(mismatched);
    filled = List.copyOf(filled);
  }

  /**
   * Whether the file and the graph agree both ways.
   *
   * @return true if nothing is missing, unused or mismatched
   */
  public boolean complete() {
    return missing.isEmpty() && unused.isEmpty() && mismatched.isEmpty();
  }

  /** The counts in one line, then a line for each list that is not empty, and each mismatch. */
  @Override
  public String toString() {
    return text(Integer.MAX_VALUE);
  }

  /** For an error message: as {@link #toString()}, with a few mismatched layers for all. */
  String brief() {
    return text(MISMATCHES_IN_A_MESSAGE);
  }

  private String text(int most) {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%s: %d layers fit, %d missing, %d unused, %d mismatched",
                source,
                loaded.size(),
                missing.size(),
                unused.size(),
                mismatched.size()));
    append(text, "without a bias, beta or gamma in the file (0, 0 or 1 is used)", filled);
    append(text, "missing (in the network, not in the file)", missing);
    append(text, "unused (in the file, not in the network)", unused);
    mismatched.stream()
        .limit(most)
        .forEach(mismatch -> text.append("\n  mismatched ").append(mismatch));
    if (mismatched.size() > most) {
      text.append(
          String.format(
              Locale.ROOT,
              "\n  and %d more; a check of the file lists all",
              mismatched.size() - most));
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String title, List<String> layers) {
    if (!layers.isEmpty()) {
      text.append(
          layers.stream()
              .map(Printable::of)
              .collect(Collectors.joining(", ", "\n  " + title + ": ", "")));
    }
  }
}
