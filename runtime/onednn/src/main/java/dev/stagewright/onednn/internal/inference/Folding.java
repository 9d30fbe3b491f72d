package dev.stagewright.onednn.internal.inference;

import dev.stagewright.onednn.internal.model.Op;
import dev.stagewright.onednn.internal.plan.Program;
import dev.stagewright.onednn.internal.plan.Step;
import dev.stagewright.onednn.internal.plan.Tensor;
import dev.stagewright.onednn.internal.plan.Tensors;
import dev.stagewright.onednn.internal.primitives.Parameters;
import dev.stagewright.onednn.internal.primitives.Preparation;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;

/**
 * Folds batch normalizations into the convolutions before them: kernel * gamma / sqrt(variance +
 * epsilon), and the bias to match. Done again whenever the parameters have changed.
 */
final class Folding {

  /** What a convolution reads instead of its own parameters. */
  record Folded(Tensor weights, @Nullable Tensor bias) {}

  private record Fold(
      Op.Convolution convolution,
      Op.Normalization normalization,
      Tensor bias,
      Preparation preparation) {}

  private final Program program;
  private final Parameters parameters;
  private final List<Fold> folds = new ArrayList<>();

  Folding(Program program, Parameters parameters) {
    this.program = program;
    this.parameters = parameters;
  }

  Folded fold(
      Op.Convolution convolution, Op.@Nullable Normalization normalization, memory.desc wanted) {
    if (normalization == null) {
      Tensor weights =
          parameters.weights(
              convolution.name(), convolution.kernel(), Parameters.kernel(convolution), wanted);
      return new Folded(weights, own(convolution));
    }
    Tensor weights = program.persistentTensor(wanted);
    Tensor bias =
        fold(
            convolution,
            normalization,
            (kernel, folded) ->
                program.reorder(program.refresh, convolution.name(), kernel, weights));
    return new Folded(weights, bias);
  }

  /**
   * Folds and hands the result on.
   *
   * @return the bias, or null
   */
  @Nullable Tensor fold(
      Op.Convolution convolution,
      Op.@Nullable Normalization normalization,
      Preparation preparation) {
    if (normalization == null) {
      Tensor bias = own(convolution);
      preparation.add(parameters.value(convolution.kernel(), Parameters.kernel(convolution)), bias);
      return bias;
    }
    Tensor bias = program.persistentTensor(Program.vector(convolution.shape().channels()));
    folds.add(new Fold(convolution, normalization, bias, preparation));
    return bias;
  }

  private @Nullable Tensor own(Op.Convolution convolution) {
    return convolution.bias() == null ? null : parameters.vector(convolution.bias());
  }

  /** Adds the steps of all folds; they share one scratch kernel, as large as the largest. */
  void addSteps() {
    long most =
        folds.stream().mapToLong(fold -> fold.convolution().kernel().length()).max().orElse(0);
    if (most == 0) {
      return;
    }
    Tensor scratch = program.persistentTensor(Program.vector(most));
    for (Fold fold : folds) {
      Op.Convolution convolution = fold.convolution();
      Tensor scaled = program.view(scratch, Parameters.kernel(convolution));
      Tensor kernel = parameters.value(convolution.kernel(), Parameters.kernel(convolution));
      Tensor bias = own(convolution);
      Op.Normalization norm = fold.normalization();
      List<Tensor> statistics =
          List.of(
              parameters.vector(norm.gamma()),
              parameters.vector(norm.beta()),
              parameters.vector(norm.mean()),
              parameters.vector(norm.variance()));
      List<Tensor> touched = new ArrayList<>(statistics);
      touched.addAll(List.of(kernel, scaled));
      program.refresh.add(
          new Step.Host(
              convolution.name(),
              "fold",
              touched,
              () -> scale(norm.epsilon(), kernel, bias, statistics, scaled, fold.bias())));
      fold.preparation().add(scaled, fold.bias());
    }
  }

  private static void scale(
      float epsilon,
      Tensor kernel,
      @Nullable Tensor bias,
      List<Tensor> statistics,
      Tensor scaledKernel,
      Tensor foldedBias) {
    float[] gamma = Tensors.read(statistics.get(0));
    float[] beta = Tensors.read(statistics.get(1));
    float[] mean = Tensors.read(statistics.get(2));
    float[] variance = Tensors.read(statistics.get(3));
    float[] own = bias == null ? new float[gamma.length] : Tensors.read(bias);
    FloatBuffer from = Tensors.floats(kernel);
    FloatBuffer to = Tensors.floats(scaledKernel);
    int row = from.capacity() / gamma.length;
    float[] values = new float[row];
    for (int out = 0; out < gamma.length; out++) {
      double factor = gamma[out] / Math.sqrt((double) variance[out] + epsilon);
      from.get(out * row, values);
      float scale = (float) factor;
      for (int i = 0; i < row; i++) {
        values[i] *= scale;
      }
      to.put(out * row, values);
      own[out] = (float) ((own[out] - (double) mean[out]) * factor + beta[out]);
    }
    Tensors.write(foldedBias, own);
  }
}
