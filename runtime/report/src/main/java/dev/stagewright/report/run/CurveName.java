package dev.stagewright.report.run;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a curve's name says: what it is measured on, and what it is. {@code validationLoss}, {@code
 * validation_loss} and {@code validation.loss} are the same.
 *
 * @param part what it is measured on
 * @param quantity in words, for example {@code images per second}
 */
public record CurveName(Part part, String quantity) {

  /** What a number is measured on. */
  public enum Part {
    /** The pictures that the network learns from. */
    TRAINING,
    /** The pictures held out. */
    VALIDATION,
    /** Neither: the run itself, such as its learning rate and its speed. */
    RUN;

    /**
     * In words.
     *
     * @return for example {@code validation}
     */
    public String words() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Pattern PREFIX =
      Pattern.compile("(?<part>validation|val|training|train)[ ._](?<rest>.+)");

  /** Tell where a run is, not how it goes; no curves. */
  private static final List<String> PLACES =
      List.of("epoch", "epochs", "step", "steps", "images", "seconds", "time", "duration");

  /**
   * Reads a name.
   *
   * @param name as in {@code metrics.jsonl}
   * @return its meaning
   */
  public static CurveName of(String name) {
    String words = name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").replaceAll("[._]", " ").strip();
    // Other than "macro F1" and "AUC", words are written small.
    String plain =
        Pattern.compile("\\b[A-Z][a-z]+")
            .matcher(words)
            .replaceAll(word -> word.group().toLowerCase(Locale.ROOT));
    if (plain.equals("rate") || plain.equals("learning rate")) {
      return new CurveName(Part.RUN, "learning rate");
    }
    Matcher prefix = PREFIX.matcher(plain);
    boolean found = prefix.matches();
    String quantity = found ? prefix.group("rest") : plain;
    if (quantity.endsWith("per second")) {
      return new CurveName(Part.RUN, quantity);
    }
    boolean validation = found && prefix.group("part").startsWith("val");
    return new CurveName(validation ? Part.VALIDATION : Part.TRAINING, quantity);
  }

  /**
   * Whether the number tells how a run goes.
   *
   * @return false for counters and times
   */
  public boolean isMeasured() {
    return !PLACES.contains(quantity);
  }
}
