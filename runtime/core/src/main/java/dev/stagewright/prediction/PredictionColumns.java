package dev.stagewright.prediction;

import dev.stagewright.tasks.Task;
import dev.stagewright.tasks.TaskCoding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a table of predictions says of a picture:
 *
 * <ul>
 *   <li>{@code path};
 *   <li>{@code label}: the most probable class; all labels that apply; yes or no by the threshold;
 *       none for regression;
 *   <li>{@code probability} of that label; none of several labels and for regression;
 *   <li>{@code error}: why there is no prediction;
 *   <li>{@code p:CLASS} for every label, or {@code value:NAME} for every value, each in as few
 *       digits as give the same float32.
 * </ul>
 */
public final class PredictionColumns {

  /** What the names of probabilities begin with. */
  public static final String PROBABILITY = "p:";

  /** What the names of values begin with. */
  public static final String VALUE = "value:";

  private final List<String> labels;
  private final TaskCoding coding;

  /**
   * Columns for what a predictor tells.
   *
   * @param predictor that tells it
   */
  public PredictionColumns(Predictor predictor) {
    this.labels = predictor.labels();
    this.coding = predictor.coding();
  }

  /**
   * The columns' names in their order.
   *
   * @return the same in every row
   */
  public List<String> names() {
    List<String> names = new ArrayList<>(List.of("path", "label", "probability", "error"));
    labels.forEach(label -> names.add(name(label)));
    return names;
  }

  private String name(String label) {
    return (coding.task() == Task.REGRESSION ? VALUE : PROBABILITY) + label;
  }

  /**
   * A picture's row.
   *
   * @param path of the picture
   * @param predicted what is told of it
   * @return by the columns' names, in their order: texts, a list of texts for several labels,
   *     numbers, or null for nothing
   */
  public Map<String, @Nullable Object> row(String path, Predicted<?> predicted) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    names().forEach(name -> row.put(name, null));
    row.put("path", path);
    if (predicted.fault() != null) {
      row.put("error", predicted.fault().getMessage());
      return row;
    }
    double[] shares = shares(predicted.require());
    if (coding.task() == Task.MULTI_LABEL) {
      row.put("label", applying(shares));
    } else if (coding.task() != Task.REGRESSION) {
      int named = named(shares);
      row.put("label", labels.get(named));
      row.put("probability", digits(shares[named]));
    }
    for (int i = 0; i < shares.length; i++) {
      row.put(name(labels.get(i)), digits(shares[i]));
    }
    return row;
  }

  /** A number for each label: of no, too. */
  private double[] shares(double[] values) {
    return coding.task() == Task.BINARY ? new double[] {1 - values[0], values[0]} : values;
  }

  private int named(double[] shares) {
    return coding.task() == Task.BINARY
        ? coding.applies(0, shares[1]) ? 1 : 0
        : coding.answers(shares, 1).get(0).index();
  }

  private List<String> applying(double[] shares) {
    return IntStream.range(0, shares.length)
        .filter(i -> coding.applies(i, shares[i]))
        .mapToObj(labels::get)
        .toList();
  }

  private static BigDecimal digits(double value) {
    return ShortestDigits.of((float) value);
  }

  /**
   * What is told of a picture in one word.
   *
   * @param predicted without a fault, of any task but regression
   * @return see the column {@code label}; one, or for several labels all that apply
   */
  public List<String> labels(Predicted<?> predicted) {
    double[] shares = shares(predicted.require());
    return coding.task() == Task.MULTI_LABEL
        ? applying(shares)
        : List.of(labels.get(named(shares)));
  }

  /** The number of every label. */
  List<BigDecimal> numbers(Predicted<?> predicted) {
    return Arrays.stream(shares(predicted.require())).mapToObj(PredictionColumns::digits).toList();
  }
}
