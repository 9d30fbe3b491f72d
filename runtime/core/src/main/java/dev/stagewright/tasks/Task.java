package dev.stagewright.tasks;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a network is to tell of a picture: how targets are encoded, when an output is right, what is
 * measured, and what outputs mean. Outputs and targets are [batch, outputs], behind the activation
 * function that the task's head has.
 */
public enum Task {

  /** One of several classes; the head is a softmax. */
  SINGLE_LABEL {
    @Override
    public void encode(double[] truth, float[] into, int at) {
      into[at + (int) truth[0]] = 1;
    }

    @Override
    public OptionalInt correct(INDArray outputs, INDArray targets) {
      return OptionalInt.of(Scores.equal(outputs.argMax(1), targets.argMax(1)));
    }

    @Override
    public Map<String, Double> metrics(INDArray outputs, INDArray targets) {
      return Map.of("accuracy", accuracy(outputs, targets));
    }

    @Override
    public List<Answer> decode(float[] outputs, int most) {
      return Scores.largest(outputs).limit(most).toList();
    }
  },

  /** Any number of labels at once; the head is a sigmoid for each. */
  MULTI_LABEL {
    @Override
    public void encode(double[] truth, float[] into, int at) {
      for (double label : truth) {
        into[at + (int) label] = 1;
      }
    }

    /** All labels of a picture must be right. */
    @Override
    public OptionalInt correct(INDArray outputs, INDArray targets) {
      return OptionalInt.of(Scores.rowsOnTheRightSide(outputs, targets));
    }

    /** F1 is the mean over the labels. */
    @Override
    public Map<String, Double> metrics(INDArray outputs, INDArray targets) {
      return Map.of("accuracy", accuracy(outputs, targets), "f1", Scores.f1(outputs, targets));
    }

    /** The labels of probability 0.5 and above; there may be none. */
    @Override
    public List<Answer> decode(float[] outputs, int most) {
      return Scores.largest(outputs)
          .takeWhile(answer -> answer.value() >= Scores.THRESHOLD)
          .limit(most)
          .toList();
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
    public void encode(double[] truth, float[] into, int at) {
      into[at] = (float) truth[0];
    }

    @Override
    public OptionalInt correct(INDArray outputs, INDArray targets) {
      return OptionalInt.of(Scores.rowsOnTheRightSide(outputs, targets));
    }

    @Override
    public Map<String, Double> metrics(INDArray outputs, INDArray targets) {
      return Map.of("accuracy", accuracy(outputs, targets), "f1", Scores.f1(outputs, targets));
    }

    @Override
    public List<Answer> decode(float[] outputs, int most) {
      return Scores.largest(new float[] {1 - outputs[0], outputs[0]}).limit(most).toList();
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
    public OptionalInt correct(INDArray outputs, INDArray targets) {
      return OptionalInt.empty();
    }

    @Override
    public Map<String, Double> metrics(INDArray outputs, INDArray targets) {
      return Scores.errors(outputs, targets);
    }

    /** The values in the labels' order. */
    @Override
    public List<Answer> decode(float[] outputs, int most) {
      return Scores.all(outputs).limit(most).toList();
    }
  };

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
   * Writes a picture's targets.
   *
   * @param truth a class' index; the indices of the labels that apply; 1 for yes and 0 for no; the
   *     values
   * @param into where they go, zeros before
   * @param at where the picture's row begins
   */
  public abstract void encode(double[] truth, float[] into, int at);

  /**
   * Counts the pictures whose outputs are right.
   *
   * @param outputs [batch, outputs]
   * @param targets of the same shape
   * @return empty where an output is only more or less right
   */
  public abstract OptionalInt correct(INDArray outputs, INDArray targets);

  /**
   * Measures how good outputs are.
   *
   * @param outputs [images, outputs], of all images
   * @param targets of the same shape
   * @return values by the metrics' names: {@code accuracy}, {@code f1}, or {@code rmse}, {@code
   *     mae}, {@code r2}
   */
  public abstract Map<String, Double> metrics(INDArray outputs, INDArray targets);

  /**
   * Tells what the outputs for a picture mean.
   *
   * @param outputs of one picture
   * @param most how many answers to give at most
   * @return the most probable first; of equals the first label's first
   */
  public abstract List<Answer> decode(float[] outputs, int most);

  /** The share of the pictures whose outputs are right. */
  double accuracy(INDArray outputs, INDArray targets) {
    return (double) correct(outputs, targets).orElseThrow() / outputs.size(0);
  }
}
