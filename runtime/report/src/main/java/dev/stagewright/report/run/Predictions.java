package dev.stagewright.report.run;

import java.util.List;

/**
 * What a model said about pictures whose classes are known.
 *
 * @param labels the names of the classes
 * @param all one for each picture that could be read, in the order of the file
 * @param unreadable how many could not
 */
public record Predictions(List<String> labels, List<Row> all, int unreadable) {

  /**
   * One picture.
   *
   * @param path which picture
   * @param truth the index of its class
   * @param predicted the index of the class that the model saw
   * @param probability that the model gave to that, from 0 to 1
   */
  public record Row(String path, int truth, int predicted, double probability) {

    /**
     * Whether the model was right.
     *
     * @return whether it saw the picture's class
     */
    public boolean isRight() {
      return truth == predicted;
    }
  }

  /** Copies the lists. */
  public Predictions {
    labels = List.copyOf(labels);
    all = List.copyOf(all);
  }

  /**
   * How often each class was taken for each other.
   *
   * @return [truth, predicted]
   */
  public long[][] confusion() {
    long[][] counts = new long[labels.size()][labels.size()];
    all.forEach(row -> counts[row.truth()][row.predicted()]++);
    return counts;
  }
}
