package dev.stagewright.runs;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When checkpoints are written: whenever one of the three is reached. 0 leaves one out.
 *
 * @param steps since the last checkpoint
 * @param time since the last checkpoint
 * @param epochs of the run, at the end of every so many
 */
public record CheckpointInterval(int steps, Duration time, int epochs) {

  /** At the end of every epoch, and within one every 10 minutes. */
  public static final CheckpointInterval USUAL =
      new CheckpointInterval(0, Duration.ofMinutes(10), 1);

  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,8})(m|e|)");

  /**
   * Reads what stands on a command line.
   *
   * @param text {@code 500} for steps, {@code 10m} for minutes, {@code 2e} for epochs
   * @return only that
   * @throws RunException if it is something else
   */
  public static CheckpointInterval parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw RunException.usage(
          "found \"%s\"; expected a number of steps such as 500, of minutes such as 10m, or of epochs such as 2e"
              .formatted(text));
    }
    int count = Integer.parseInt(parts.group(1));
    return switch (parts.group(2)) {
      case "m" -> new CheckpointInterval(0, Duration.ofMinutes(count), 0);
      case "e" -> new CheckpointInterval(0, Duration.ZERO, count);
      default -> new CheckpointInterval(count, Duration.ZERO, 0);
    };
  }

  /** Whether one is due within an epoch. */
  boolean isDue(int stepsSince, Duration timeSince) {
    return (steps > 0 && stepsSince >= steps) || (!time.isZero() && timeSince.compareTo(time) >= 0);
  }

  /** Whether one is due at the end of an epoch, counted from 1. */
  boolean isDueAfter(int epoch) {
    return epochs > 0 && epoch % epochs == 0;
  }
}
