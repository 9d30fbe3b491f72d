package dev.stagewright.onednn.internal.inference;

import dev.stagewright.onednn.internal.model.Convolution;
import dev.stagewright.onednn.internal.model.Normalization;
import dev.stagewright.onednn.internal.plan.Program;
import dev.stagewright.onednn.internal.plan.Step;
import dev.stagewright.onednn.internal.plan.Tensor;
import dev.stagewright.onednn.internal.plan.Tensors;
import dev.stagewright.onednn.internal.primitives.Kernels;
import dev.stagewright.onednn.internal.primitives.Layouts;
import dev.stagewright.onednn.internal.primitives.Parameters;
import dev.stagewright.onednn.internal.primitives.Preparation;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;

/**
 * Folds batch normalizations into the convolutions before them: kernel * gamma / sqrt(variance +
 * epsilon), and the bias to match. Done again whenever the parameters have changed.
 */
final class Folding {

  /** What a convolution reads instead of its own parameters. */
  record Folded(Tensor weights, @Nullable Tensor bias) {}

  /** What a normalization multiplies with and adds. */
  record Scaling(Tensor scale, Tensor shift) {}

  private record Fold(
      Convolution convolution, Normalization normalization, Tensor bias, Preparation preparation) {}

  private final Program program;
  private final Parameters parameters;
  private final List<Fold> folds = new ArrayList<>();

  Folding(Program program, Parameters parameters) {
    this.program = program;
    this.parameters = parameters;
  }

  Folded fold(Convolution convolution, @Nullable Normalization normalization, memory.desc wanted) {
    if (normalization == null) {
      Tensor weights = parameters.kernel(convolution, wanted);
      return new Folded(weights, own(convolution));
    }
    Tensor weights = program.persistentTensor(wanted);
    Tensor bias =
        fold(
            convolution,
            normalization,
            (kernel, folded) ->
                Kernels.copy(program, program.refresh, convolution, kernel, weights));
    return new Folded(weights, bias);
  }

  /**
   * Folds and hands the result on.
   *
   * @return the bias, or null
   */
  @Nullable Tensor fold(
      Convolution convolution, @Nullable Normalization normalization, Preparation preparation) {
    if (normalization == null) {
      Tensor bias = own(convolution);
      preparation.add(parameters.kernel(convolution), bias);
      return bias;
    }
    Tensor bias = program.persistentTensor(Program.vector(convolution.shape().channels()));
    folds.add(new Fold(convolution, normalization, bias, preparation));
    return bias;
  }

  /**
   * A normalization's factor and term for each channel: [1, channels, 1, 1] each.
   *
   * @param map that they are for
   */
  Scaling scaling(Normalization norm, memory.desc map) {
    long[] dims = {1, norm.shape().channels(), 1, 1};
    var plain = new memory.desc(dims, memory.data_type.f32, memory.format_tag.nchw);
    memory.desc desc = Layouts.like(map, plain);
    Scaling scaling = new Scaling(program.zeroed(desc), program.zeroed(desc));
    List<Tensor> statistics = statistics(norm);
    program.refresh.add(
        new Step.Host(
            norm.name(),
            "fold",
            statistics,
            () -> {
              Affine affine = new Affine(norm.epsilon(), statistics);
              float[] shift = new float[affine.channels()];
              float[] scale = new float[shift.length];
              for (int channel = 0; channel < shift.length; channel++) {
                scale[channel] = affine.factor(channel);
                shift[channel] = affine.apply(channel, 0);
              }
              Tensors.write(scaling.scale(), scale);
              Tensors.write(scaling.shift(), shift);
            }));
    return scaling;
  }

  private List<Tensor> statistics(Normalization norm) {
    return Stream.of(norm.gamma(), norm.beta(), norm.mean(), norm.variance())
        .map(parameters::vector)
        .toList();
  }

  private @Nullable Tensor own(Convolution convolution) {
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
      Convolution convolution = fold.convolution();
      Tensor scaled = program.view(scratch, Kernels.flat(convolution));
      Tensor kernel = parameters.kernel(convolution);
      Tensor bias = own(convolution);
      Normalization norm = fold.normalization();
      List<Tensor> statistics = statistics(norm);
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
    Affine affine = new Affine(epsilon, statistics);
    int channels = affine.channels();
    float[] own = bias == null ? new float[channels] : Tensors.read(bias);
    FloatBuffer from = Tensors.floats(kernel);
    FloatBuffer to = Tensors.floats(scaledKernel);
    int row = from.capacity() / channels;
    float[] values = new float[row];
    for (int out = 0; out < channels; out++) {
      from.get(out * row, values);
      float scale = affine.factor(out);
      for (int i = 0; i < row; i++) {
        values[i] *= scale;
      }
      to.put(out * row, values);
      own[out] = affine.apply(out, own[out]);
    }
    Tensors.write(foldedBias, own);
  }
}
