package dev.stagewright.weights.safetensors;

import dev.stagewright.weights.ArrayRole;
import dev.stagewright.weights.LayerWeights;
import dev.stagewright.weights.WeightArray;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The tensors of one of PyTorch's modules, which has {@code weight}, {@code bias}, and as a
 * normalization {@code running_mean} and {@code running_var}.
 *
 * @param name the module's name
 * @param tensors its tensors
 */
record TorchLayer(String name, List<Tensor> tensors) {

  /** timm keeps the two dense layers of a squeeze-and-excitation gate as 1 x 1 convolutions. */
  private static final Pattern DENSE_AS_CONVOLUTION = Pattern.compile("(.+\\.)?se\\.fc[12]");

  /** The module of a tensor: all before the last dot. */
  static String moduleOf(Tensor tensor) {
    int dot = tensor.name().lastIndexOf('.');
    return dot < 0 ? tensor.name() : tensor.name().substring(0, dot);
  }

  private static String memberOf(Tensor tensor) {
    return tensor.name().substring(tensor.name().lastIndexOf('.') + 1);
  }

  LayerWeights toWeights(Path path, long data) {
    return new LayerWeights(
        name, tensors.stream().map(tensor -> toArray(tensor, path, data)).toList());
  }

  private WeightArray toArray(Tensor tensor, Path path, long data) {
    ArrayRole role = role(tensor);
    long[] shape = tensor.shape();
    if (role != ArrayRole.KERNEL) {
      return array(tensor, role, shape, path, data, values -> values);
    }
    return switch (shape.length) {
      case 4 ->
          isDenseAsConvolution(shape)
              ? array(
                  tensor,
                  role,
                  new long[] {shape[1], shape[0]},
                  path,
                  data,
                  values -> values.reshape(shape[0], shape[1]).transpose().dup('c'))
              : array(
                  tensor,
                  role,
                  new long[] {shape[2], shape[3], shape[1], shape[0]},
                  path,
                  data,
                  values -> values.permute(2, 3, 1, 0).dup('c'));
      case 2 ->
          array(
              tensor,
              role,
              new long[] {shape[1], shape[0]},
              path,
              data,
              values -> values.transpose().dup('c'));
      // Over channels, [1, 1, k].
      default ->
          array(
              tensor, role, new long[] {shape[2]}, path, data, values -> values.reshape(shape[2]));
    };
  }

  private boolean isDenseAsConvolution(long[] shape) {
    return shape[2] == 1 && shape[3] == 1 && DENSE_AS_CONVOLUTION.matcher(name).matches();
  }

  private static WeightArray array(
      Tensor tensor,
      @Nullable ArrayRole role,
      long[] shape,
      Path path,
      long data,
      UnaryOperator<INDArray> layout) {
    return new WeightArray(
        memberOf(tensor), role, shape, () -> layout.apply(tensor.values(path, data)));
  }

  private @Nullable ArrayRole role(Tensor tensor) {
    int rank = tensor.shape().length;
    return switch (memberOf(tensor)) {
      case "weight" ->
          rank == 1
              ? ArrayRole.GAMMA
              : rank == 2 || rank == 4 || isOverChannels(tensor.shape()) ? ArrayRole.KERNEL : null;
      case "bias" -> isNormalization() ? ArrayRole.BETA : ArrayRole.BIAS;
      case "running_mean" -> ArrayRole.MEAN;
      case "running_var" -> ArrayRole.VARIANCE;
      default -> null;
    };
  }

  private static boolean isOverChannels(long[] shape) {
    return shape.length == 3 && shape[0] == 1 && shape[1] == 1;
  }

  private boolean isNormalization() {
    return tensors.stream()
        .anyMatch(
            tensor ->
                memberOf(tensor).equals("running_mean")
                    || (memberOf(tensor).equals("weight") && tensor.shape().length == 1));
  }
}
