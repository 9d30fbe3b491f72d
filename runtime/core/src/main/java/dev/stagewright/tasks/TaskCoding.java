package dev.stagewright.tasks;

import dev.stagewright.metrics.LabelMetrics;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a model's outputs and what they mean belong together: its task, with what was learned beside
 * the parameters.
 *
 * @param task what the network is to tell
 * @param thresholds from which probability on each label applies; 0.5 unless they were tuned. Empty
 *     for tasks without: a single label, regression
 * @param scaling of regression's values; null where the network learns them as they are
 * @param temperature that logits are divided by before they become probabilities, from {@link
 *     #calibrated}; 1 where probabilities are as the network puts them out
 */
public record TaskCoding(
    Task task, List<Double> thresholds, @Nullable TargetScaling scaling, double temperature) {

  /** From this probability on a label applies if nobody says otherwise. */
  static final double THRESHOLD = 0.5;

  /** Checks thresholds and temperature, else throws {@link TaskException}. */
  public TaskCoding {
    thresholds = List.copyOf(thresholds);
    if (!thresholds.stream().allMatch(threshold -> threshold >= 0 && threshold <= 1)) {
      throw new TaskException(
          "thresholds: found %s; expected probabilities, from 0 to 1".formatted(thresholds));
    }
    if (scaling != null && task != Task.REGRESSION) {
      throw new TaskException(
          "target scaling: found some with the task %s; it is for regression".formatted(task));
    }
    if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw new TaskException("temperature: found " + temperature + "; expected a number above 0");
    }
    if (temperature != 1 && task == Task.REGRESSION) {
      throw new TaskException(
          "temperature: found %s with the task regression, which has no probabilities"
              .formatted(temperature));
    }
  }

  /**
   * A model's whose thresholds and scaling are not tuned.
   *
   * @param task what the network is to tell
   * @param outputs how many it has
   * @return thresholds of 0.5, no scaling, a temperature of 1
   */
  public static TaskCoding of(Task task, int outputs) {
    return new TaskCoding(task, Collections.nCopies(task.thresholds(outputs), THRESHOLD), null, 1);
  }

  /**
   * The same with a scaling of values.
   *
   * @param other for regression; null for none
   * @return another coding
   */
  public TaskCoding withScaling(@Nullable TargetScaling other) {
    return new TaskCoding(task, thresholds, other, temperature);
  }

  /**
   * The same with thresholds that make every label's F-beta largest.
   *
   * @param values [images, outputs], what {@link #values} gives for images that the network was not
   *     trained on
   * @param targets [images, outputs]
   * @param beta above 0
   * @return another coding
   */
  public TaskCoding tuned(double[][] values, double[][] targets, double beta) {
    MetricOptions.checkBeta(beta);
    var labels = new LabelMetrics(TaskMetrics.applying(targets), values);
    return new TaskCoding(task, labels.tunedThresholds(beta), scaling, temperature);
  }

  /**
   * The same with the temperature that makes the mean cross-entropy least. Which label is the most
   * probable, and which labels apply, stays.
   *
   * @param values [images, outputs], what {@link #values} gives for images that the network was not
   *     trained on
   * @param targets [images, outputs]
   * @return another coding
   * @throws TaskException if the task has no probabilities, or no temperature fits
   */
  public TaskCoding calibrated(double[][] values, double[][] targets) {
    if (task == Task.REGRESSION) {
      throw new TaskException(
          "temperature: the task regression has no probabilities that could be calibrated");
    }
    double more = TemperatureScaling.best(task, values, targets);
    List<Double> moved =
        thresholds.stream().map(threshold -> TemperatureScaling.apply(threshold, more)).toList();
    return new TaskCoding(task, moved, scaling, temperature * more);
  }

  /**
   * Checks that there are thresholds and scaling for so many outputs.
   *
   * @param outputs of the network
   * @throws TaskException if there are more or fewer
   */
  public void check(int outputs) {
    int scaled = scaling == null ? outputs : scaling.means().size();
    if (thresholds.size() != task.thresholds(outputs) || scaled != outputs) {
      throw new TaskException(
          String.format(
              Locale.ROOT,
              "found %d thresholds and target scaling of %d outputs; the network has %d outputs",
              thresholds.size(),
              scaled,
              outputs));
    }
  }

  /**
   * What the network is to put out.
   *
   * @param targets of one image
   * @return as the network learns them
   */
  public float[] encode(float[] targets) {
    return scaling == null ? targets : scaling.scaled(targets);
  }

  /**
   * What outputs mean, as numbers: probabilities, or values in their own units.
   *
   * @param outputs of one image, behind the activation function
   * @return as many
   */
  public double[] values(float[] outputs) {
    double[] values = IntStream.range(0, outputs.length).mapToDouble(i -> outputs[i]).toArray();
    return scaling == null
        ? TemperatureScaling.apply(task, values, temperature)
        : scaling.values(values);
  }

  /**
   * What outputs mean.
   *
   * @param outputs of one image, behind the activation function
   * @param most how many answers to give at most
   * @return for one label of many and several labels each with its probability, the most probable
   *     first, of equals the first label's first; for yes or no the probability of yes; for
   *     regression the values in the labels' order
   */
  public List<Answer> decode(float[] outputs, int most) {
    return answers(values(outputs), most);
  }

  /**
   * What values mean, as {@link #decode} tells it.
   *
   * @param values of one image, what {@link #values} gives
   * @param most how many answers to give at most
   * @return the answers
   */
  public List<Answer> answers(double[] values, int most) {
    return task.decode(values, most);
  }

  /**
   * Whether a label is said to apply.
   *
   * @param output the label's
   * @param probability that the network gives to it
   * @return true from the threshold on; false for tasks without thresholds
   */
  public boolean applies(int output, double probability) {
    return !thresholds.isEmpty() && probability >= thresholds.get(output);
  }

  /**
   * Measures how good outputs are.
   *
   * @param values [images, outputs], what {@link #values} gives
   * @param targets [images, outputs], in their own units
   * @param options what metrics leave open
   * @return see {@link Task#metrics}
   */
  public Map<String, Double> metrics(double[][] values, double[][] targets, MetricOptions options) {
    return task.metrics(values, targets, thresholds, options);
  }
}
