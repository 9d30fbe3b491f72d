package dev.stagewright.onednn.internal.winograd;

import dev.stagewright.onednn.internal.model.Convolution;
import dev.stagewright.onednn.internal.plan.Program;
import dev.stagewright.onednn.internal.plan.Step;
import dev.stagewright.onednn.internal.plan.Tensor;
import dev.stagewright.onednn.internal.plan.Tensors;
import dev.stagewright.onednn.internal.primitives.Preparation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A 3 x 3 kernel as the products of {@link Winograd} read it. */
public final class WinogradKernel implements Preparation {

  private final Program program;
  private final Convolution op;
  private final Blocks blocks;
  private final boolean backward;

  /** A 1 x 1 kernel for each product. */
  private final Tensor kernels;

  /** [products, out], or null. */
  private final @Nullable Tensor biases;

  /**
   * @param backward whether for the gradient of the input: from the output's channels to the
   *     input's, with the kernel turned by half a turn
   * @param biased whether to add a bias
   */
  public WinogradKernel(
      Program program, Convolution op, Blocks blocks, boolean backward, boolean biased) {
    this.program = program;
    this.op = op;
    this.blocks = blocks;
    this.backward = backward;
    this.kernels = program.preparedTensor(Planes.desc(Winograd.PRODUCTS, length()));
    this.biases =
        biased ? program.preparedTensor(Program.vector(Winograd.PRODUCTS * outputs())) : null;
  }

  long inputs() {
    return backward ? op.shape().channels() : op.in().channels();
  }

  long outputs() {
    return backward ? op.in().channels() : op.shape().channels();
  }

  private long length() {
    return inputs() * outputs();
  }

  /** The 1 x 1 kernel of a product. */
  Tensor kernel(int product) {
    return program.slice(
        kernels, blocks.kernel(outputs(), inputs()), product * length() * Float.BYTES);
  }

  /** The bias of a product, [out], or null. */
  @Nullable Tensor bias(int product) {
    return biases == null
        ? null
        : program.slice(biases, Program.vector(outputs()), product * outputs() * Float.BYTES);
  }

  @Override
  public void add(Tensor flat, @Nullable Tensor bias) {
    Planes planes = new Planes(program, program.preparation(), op.name());
    Tensor taps = program.scratch(Planes.desc(Winograd.TAPS, length()));
    long[] dims = tapDims(op, blocks, backward);
    planes.copy(
        dims, flatTaps(flat, op, blocks, backward), tapPlanes(taps, blocks, inputs(), outputs()));
    planes.sum(matrix(), Winograd.TAPS, taps, kernels, length());
    Tensor all = biases;
    if (bias != null && all != null) {
      program
          .preparation()
          .add(new Step.Host(op.name(), "bias", List.of(bias, all), () -> spread(bias, all)));
    }
  }

  private float[] matrix() {
    float[] matrix = Winograd.alongBothSides(Winograd.KERNEL);
    if (backward) {
      for (int row = 0; row < Winograd.PRODUCTS; row++) {
        for (int tap = 0; tap < Winograd.TAPS / 2; tap++) {
          float first = matrix[row * Winograd.TAPS + tap];
          matrix[row * Winograd.TAPS + tap] = matrix[row * Winograd.TAPS + Winograd.TAPS - 1 - tap];
          matrix[row * Winograd.TAPS + Winograd.TAPS - 1 - tap] = first;
        }
      }
    }
    return matrix;
  }

  private static void spread(Tensor bias, Tensor all) {
    float[] values = Tensors.read(bias);
    float[] spread = new float[Winograd.PRODUCTS * values.length];
    for (int i = 0; i < spread.length; i++) {
      int product = i / values.length;
      double share =
          Winograd.ONES[product / Winograd.TILE] * Winograd.ONES[product % Winograd.TILE];
      spread[i] = (float) (share * values[i % values.length]);
    }
    Tensors.write(all, spread);
  }

  // A kernel's taps: [out / block, block, in / block, block, tap] of the direction computed.

  static long[] tapDims(Convolution op, Blocks blocks, boolean backward) {
    long size = blocks.size();
    long out = backward ? op.in().channels() : op.shape().channels();
    long in = backward ? op.shape().channels() : op.in().channels();
    return new long[] {out / size, size, in / size, size, Winograd.TAPS};
  }

  /** In Deeplearning4j's order, [out, in, height, width]. */
  static Planes.Strided flatTaps(Tensor flat, Convolution op, Blocks blocks, boolean backward) {
    long row = op.in().channels() * Winograd.TAPS;
    long out = backward ? Winograd.TAPS : row;
    long in = backward ? row : Winograd.TAPS;
    return new Planes.Strided(flat, 0, out * blocks.size(), out, in * blocks.size(), in, 1);
  }

  /** Tap after tap, each in the layout of a 1 x 1 kernel. */
  static Planes.Strided tapPlanes(Tensor taps, Blocks blocks, long inputs, long outputs) {
    long size = blocks.size();
    return new Planes.Strided(taps, 0, inputs * size, 1, size * size, size, inputs * outputs);
  }
}
