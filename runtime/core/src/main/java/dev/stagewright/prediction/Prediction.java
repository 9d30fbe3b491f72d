package dev.stagewright.prediction;

/**
 * One class or label that an image may show, or one value that it has.
 *
 * @param label the class's, label's or value's name; for yes and no that of yes
 * @param index its number
 * @param value the probability, from 0 to 1; for regression the value in its own unit
 */
public record Prediction(String label, int index, double value) {

  /**
   * The value, where it is a probability: for all tasks but regression.
   *
   * @return from 0 to 1
   */
  public double probability() {
    return value;
  }
}
