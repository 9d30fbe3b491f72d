package dev.stagewright.onednn.internal.winograd;

import dev.stagewright.engine.EngineSettings;
import dev.stagewright.onednn.internal.model.Convolution;
import dev.stagewright.onednn.internal.model.Window;
import dev.stagewright.onednn.internal.plan.Program;
import java.util.List;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_desc_base;
import org.jspecify.annotations.Nullable;

/**
 * Which convolutions are computed by {@link Winograd}'s algorithm: by their shapes alone, so that
 * the same plan is made every time.
 */
public final class WinogradChoice {

  /** What a convolution is computed for. */
  public enum Use {
    PREDICTION,
    TRAINING,
    DATA_GRADIENT,
    WEIGHT_GRADIENT
  }

  /** The algorithm must save at least so much of the direct one's work. */
  private static final double WORTH = 0.85;

  // What a value takes in multiply-adds of a direct convolution that last as long, measured on two
  // cores with AVX-512.

  /** A product's multiply-add: its maps are small. */
  private static final double PRODUCT = 1.1;

  private static final double TILE_VALUE = 42;
  private static final double SUM_VALUE = 24;

  /** Reading a weight, once a chunk. */
  private static final double WEIGHT_READ = 20;

  /** Making a weight from the kernel, or the kernel's gradient from it: once a training step. */
  private static final double WEIGHT_MADE = 35;

  /** All calls of a chunk. */
  private static final double CHUNK = 1.5e7;

  /** How the maps lie and are cut. */
  public record Way(Blocks blocks, Tiling tiling) {}

  private WinogradChoice() {}

  /**
   * Decides.
   *
   * @param direct oneDNN's own primitive
   * @return null for the direct primitive
   */
  public static @Nullable Way of(
      Program program, Convolution op, convolution_forward.primitive_desc direct, Use use) {
    EngineSettings.Winograd mode = program.settings.winograd();
    if (mode == EngineSettings.Winograd.NEVER
        || program.type != memory.data_type.f32
        || op.groups() > 1
        || !fits(op.window())) {
      return null;
    }
    Blocks blocks = Blocks.of(op, program.batch, direct.src_desc(), direct.dst_desc());
    Tiling tiling = Tiling.of(op.in());
    if (blocks == null
        || (mode == EngineSettings.Winograd.AUTO && !pays(op, tiling, program.batch, use))) {
      return null;
    }
    long in = op.in().channels();
    long out = op.shape().channels();
    Way way = new Way(blocks, tiling);
    var description =
        use == Use.WEIGHT_GRADIENT
            ? WinogradGradient.describe(program, way, in, out, program.batch)
            : WinogradConvolution.describe(program, way, in, out, program.batch, true);
    return isFast(description) ? way : null;
  }

  private static boolean fits(Window window) {
    Window.Pair one = Window.Pair.of(1);
    return window.kernel().equals(Window.Pair.of(Winograd.KERNEL_SIDE))
        && window.stride().equals(one)
        && window.dilation().equals(one)
        && window.before().equals(one)
        && window.after().equals(one);
  }

  /** Whether oneDNN has a kernel of its own for these layouts. */
  private static boolean isFast(primitive_desc_base description) {
    return description.impl_info_str().getString().startsWith("jit");
  }

  private static boolean pays(Convolution op, Tiling tiling, long batch, Use use) {
    double in = op.in().channels();
    double out = op.shape().channels();
    double direct = batch * op.multiplyAdds();
    double transforms =
        switch (use) {
          case PREDICTION, TRAINING -> TILE_VALUE * in + SUM_VALUE * out;
          case DATA_GRADIENT -> TILE_VALUE * out + SUM_VALUE * in;
          case WEIGHT_GRADIENT -> TILE_VALUE * (in + out);
        };
    double weights = Winograd.PRODUCTS * in * out;
    List<Tiling.Chunk> chunks = tiling.chunks(batch, (long) (in + out));
    double work =
        batch * tiling.tiles() * Winograd.PRODUCTS * (PRODUCT * in * out + transforms)
            + chunks.size() * (weights * WEIGHT_READ + CHUNK)
            + (use == Use.PREDICTION ? 0 : weights * WEIGHT_MADE);
    return work < WORTH * direct;
  }
}
