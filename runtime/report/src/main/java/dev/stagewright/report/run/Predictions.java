package dev.stagewright.report.run;

import dev.stagewright.metrics.ReliabilityDiagram;
import java.util.List;

/**
 * What a model said about pictures whose classes are known.
 *
 * @param labels the names of the classes
 * @param all one for each picture that could be read, in the order of the file
 * @param unreadable how many could not
 * @param yesOrNo whether one output tells the second class from the first, so that its probability
 *     is what the model says
 */
public record Predictions(List<String> labels, List<Row> all, int unreadable, boolean yesOrNo) {

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

  /**
   * How often what the model said with a probability was right: that it saw its class, or of yes
   * and no that it is yes, as {@code stagewright evaluate} counts.
   *
   * @return the diagram
   */
  public ReliabilityDiagram reliability() {
    boolean[] right = new boolean[all.size()];
    double[] probabilities = new double[right.length];
    for (int i = 0; i < right.length; i++) {
      Row row = all.get(i);
      right[i] = yesOrNo ? row.truth() == 1 : row.isRight();
      probabilities[i] =
          yesOrNo && row.predicted() == 0 ? 1 - row.probability() : row.probability();
    }
    return ReliabilityDiagram.of(right, probabilities);
  }
}
