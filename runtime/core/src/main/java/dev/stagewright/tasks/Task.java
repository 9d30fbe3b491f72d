package dev.stagewright.tasks;

import dev.stagewright.layers.SigmoidCrossEntropy;
import dev.stagewright.layers.SoftmaxCrossEntropy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * What a network is to tell of a picture: how targets are encoded, what is minimized, what is
 * measured, and what outputs mean. Outputs and targets are [batch, outputs], outputs behind the
 * activation function that the task's head has.
 */
public enum Task {

  /** One of several classes; the head is a softmax. */
  SINGLE_LABEL {
    @Override
    public void encode(double[] truth, float[] into, int at) {
      into[at + (int) truth[0]] = 1;
    }

    @Override
    boolean isTarget(float[] row) {
      double sum = 0;
      for (float share : row) {
        sum += share;
      }
      return isEachFrom0To1(row) && Math.abs(sum - 1) < 1e-3;
    }

    @Override
    String targetForm() {
      return "shares of the classes, which add up to 1";
    }

    @Override
    public Optional<ILossFunction> loss(
        LossOptions options, List<String> labels, Supplier<TargetStatistics> targets) {
      if (options.equals(LossOptions.PLAIN)) {
        return Optional.empty();
      }
      List<Double> weights = options.classWeights().of(labels, () -> targets.get().counts());
      return Optional.of(
          new SoftmaxCrossEntropy(options.labelSmoothing(), options.focalGamma(), weights));
    }

    @Override
    public OptionalInt correct(INDArray outputs, INDArray targets) {
      int[] found = outputs.argMax(1).toIntVector();
      int[] expected = targets.argMax(1).toIntVector();
      return OptionalInt.of(
          (int) IntStream.range(0, found.length).filter(i -> found[i] == expected[i]).count());
    }

    @Override
    Map<String, Double> metrics(
        double[][] outputs, double[][] targets, List<Double> thresholds, MetricOptions options) {
      return TaskMetrics.oneOfMany(outputs, targets, options);
    }

    @Override
    List<Answer> decode(double[] outputs, int most) {
      return Task.falling(outputs).limit(most).toList();
    }
  },

  /** Any number of labels at once; the head is a sigmoid for each. */
  MULTI_LABEL {
    @Override
    int thresholds(int outputs) {
      return outputs;
    }

    @Override
    public void encode(double[] truth, float[] into, int at) {
      for (double label : truth) {
        into[at + (int) label] = 1;
      }
    }

    @Override
    boolean isTarget(float[] row) {
      return isEachFrom0To1(row);
    }

    @Override
    String targetForm() {
      return "1 for labels that apply and 0 for others, or between";
    }

    @Override
    public Optional<ILossFunction> loss(
        LossOptions options, List<String> labels, Supplier<TargetStatistics> targets) {
      List<Double> no = new ArrayList<>();
      List<Double> yes = new ArrayList<>();
      ClassWeights weights = options.classWeights();
      for (int i = 0; i < labels.size(); i++) {
        int label = i;
        boolean balanced = weights instanceof ClassWeights.Balanced;
        List<Double> pair =
            weights.of(balanced ? NO_YES : labels, () -> targets.get().noYes(label));
        no.add(balanced ? pair.get(0) : 1);
        yes.add(pair.get(balanced ? 1 : label));
      }
      return Optional.of(
          new SigmoidCrossEntropy(options.labelSmoothing(), options.focalGamma(), no, yes));
    }

    /** All labels of a picture must be right. */
    @Override
    public OptionalInt correct(INDArray outputs, INDArray targets) {
      return OptionalInt.of(Task.rowsOnTheRightSide(outputs, targets));
    }

    @Override
    Map<String, Double> metrics(
        double[][] outputs, double[][] targets, List<Double> thresholds, MetricOptions options) {
      return TaskMetrics.severalLabels(outputs, targets, thresholds, options);
    }

    @Override
    List<Answer> decode(double[] outputs, int most) {
      return Task.falling(outputs).limit(most).toList();
    }
  },

  /** Yes or no: two labels, no first; the head is one sigmoid, the probability of yes. */
  BINARY {
    @Override
    public int outputs(int labels) {
      return 1;
    }

    @Override
    public int labels(int outputs) {
      return 2;
    }

    @Override
    public int answers(int labels) {
      return 1;
    }

    @Override
    public int label(int output) {
      return 1;
    }

    @Override
    int thresholds(int outputs) {
      return 1;
    }

    @Override
    public void encode(double[] truth, float[] into, int at) {
      into[at] = (float) truth[0];
    }

    @Override
    boolean isTarget(float[] row) {
      return isEachFrom0To1(row);
    }

    @Override
    String targetForm() {
      return "1 for yes and 0 for no, or between";
    }

    @Override
    public Optional<ILossFunction> loss(
        LossOptions options, List<String> labels, Supplier<TargetStatistics> targets) {
      List<Double> weights = options.classWeights().of(labels, () -> targets.get().noYes(0));
      return Optional.of(
          new SigmoidCrossEntropy(
              options.labelSmoothing(),
              options.focalGamma(),
              weights.subList(0, 1),
              weights.subList(1, 2)));
    }

    @Override
    public OptionalInt correct(INDArray outputs, INDArray targets) {
      return OptionalInt.of(Task.rowsOnTheRightSide(outputs, targets));
    }

    @Override
    Map<String, Double> metrics(
        double[][] outputs, double[][] targets, List<Double> thresholds, MetricOptions options) {
      return TaskMetrics.yesOrNo(outputs, targets, thresholds, options);
    }

    @Override
    List<Answer> decode(double[] outputs, int most) {
      return List.of(new Answer(label(0), outputs[0]));
    }
  },

  /** Numbers, one for each label; the head has no activation function. */
  REGRESSION {
    @Override
    public void encode(double[] truth, float[] into, int at) {
      for (int i = 0; i < truth.length; i++) {
        into[at + i] = (float) truth[i];
      }
    }

    @Override
    boolean isTarget(float[] row) {
      return IntStream.range(0, row.length).allMatch(i -> Float.isFinite(row[i]));
    }

    @Override
    String targetForm() {
      return "finite numbers";
    }

    @Override
    public Optional<ILossFunction> loss(
        LossOptions options, List<String> labels, Supplier<TargetStatistics> targets) {
      if (!options.equals(LossOptions.PLAIN)) {
        throw new TaskException(
            "labelSmoothing, classWeights, focalGamma: found one of them with the task regression, whose mean squared error has no classes; leave them out");
      }
      return Optional.empty();
    }

    @Override
    public OptionalInt correct(INDArray outputs, INDArray targets) {
      return OptionalInt.empty();
    }

    @Override
    Map<String, Double> metrics(
        double[][] outputs, double[][] targets, List<Double> thresholds, MetricOptions options) {
      return TaskMetrics.values(outputs, targets);
    }

    @Override
    List<Answer> decode(double[] outputs, int most) {
      return Task.all(outputs).limit(most).toList();
    }
  };

  private static final List<String> NO_YES = List.of("no", "yes");

  /**
   * How many outputs a head has.
   *
   * @param labels how many labels there are
   * @return as many, but one for yes or no
   */
  public int outputs(int labels) {
    return labels;
  }

  /**
   * How many labels a head tells of.
   *
   * @param outputs how many outputs it has
   * @return as many, but two for yes or no
   */
  public int labels(int outputs) {
    return outputs;
  }

  /**
   * How many answers there are for a picture at most.
   *
   * @param labels how many labels there are
   * @return one for each label; for yes or no one, the probability of yes
   */
  public int answers(int labels) {
    return labels;
  }

  /**
   * Which label an output is about.
   *
   * @param output from 0
   * @return the label's index: that of yes for yes and no
   */
  public int label(int output) {
    return output;
  }

  /** How many thresholds of probabilities there are. */
  int thresholds(int outputs) {
    return 0;
  }

  /**
   * Writes a picture's targets.
   *
   * @param truth a class' index; the indices of the labels that apply; 1 for yes and 0 for no; the
   *     values
   * @param into where they go, zeros before
   * @param at where the picture's row begins
   */
  public abstract void encode(double[] truth, float[] into, int at);

  /**
   * Checks a picture's targets.
   *
   * @param row one number for each output
   * @param outputs how many the network has
   * @throws TaskException if they cannot be learned; the message says what was expected
   */
  public void check(float[] row, int outputs) {
    if (row.length != outputs || !isTarget(row)) {
      throw new TaskException(
          String.format(
              Locale.ROOT,
              "found the targets %s; expected %d: %s",
              Arrays.toString(row),
              outputs,
              targetForm()));
    }
  }

  abstract boolean isTarget(float[] row);

  abstract String targetForm();

  /**
   * What is minimized: cross-entropy, of sigmoids from their logits, or the mean squared error;
   * means over outputs and pictures.
   *
   * @param options what is changed of it
   * @param labels their names
   * @param targets of the training images, for balanced weights; looked at when they are needed
   * @return empty where Deeplearning4j's own, which every head has, is right
   * @throws TaskException if the options do not fit
   */
  public abstract Optional<ILossFunction> loss(
      LossOptions options, List<String> labels, Supplier<TargetStatistics> targets);

  /**
   * The task's loss as it is.
   *
   * @return empty where Deeplearning4j's own is right
   */
  public Optional<ILossFunction> plainLoss() {
    return this == MULTI_LABEL || this == BINARY
        ? Optional.of(new SigmoidCrossEntropy())
        : Optional.empty();
  }

  /**
   * Counts the pictures whose outputs are right, at thresholds of 0.5.
   *
   * @param outputs [batch, outputs]
   * @param targets of the same shape
   * @return empty where an output is only more or less right
   */
  public abstract OptionalInt correct(INDArray outputs, INDArray targets);

  /** By name, in the order to show; NaN where one is not defined. */
  abstract Map<String, Double> metrics(
      double[][] outputs, double[][] targets, List<Double> thresholds, MetricOptions options);

  /** See {@link TaskCoding#decode}. */
  abstract List<Answer> decode(double[] outputs, int most);

  /** For example {@code multi_label}, as in files. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static Stream<Answer> all(double[] outputs) {
    return IntStream.range(0, outputs.length).mapToObj(i -> new Answer(i, outputs[i]));
  }

  private static Stream<Answer> falling(double[] outputs) {
    return all(outputs).sorted(Comparator.comparingDouble(Answer::value).reversed());
  }

  private static boolean isEachFrom0To1(float[] row) {
    return IntStream.range(0, row.length).allMatch(i -> row[i] >= 0 && row[i] <= 1);
  }

  private static int rowsOnTheRightSide(INDArray outputs, INDArray targets) {
    boolean[][] found = TaskMetrics.applying(outputs.toDoubleMatrix());
    boolean[][] expected = TaskMetrics.applying(targets.toDoubleMatrix());
    return (int)
        IntStream.range(0, found.length).filter(i -> Arrays.equals(found[i], expected[i])).count();
  }
}
