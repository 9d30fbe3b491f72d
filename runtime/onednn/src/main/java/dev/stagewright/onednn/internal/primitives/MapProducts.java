package dev.stagewright.onednn.internal.primitives;

import static org.bytedeco.dnnl.global.dnnl.*;

import dev.stagewright.onednn.internal.model.Layout;
import dev.stagewright.onednn.internal.model.Shape;
import dev.stagewright.onednn.internal.plan.Program;
import dev.stagewright.onednn.internal.plan.Tensor;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.memory;

/**
 * Sums over the cells of the products of two maps, one for each channel of each image: a depthwise
 * convolution of one map whose kernels are the other. That takes one pass over both, where a
 * product and its mean take three.
 */
public final class MapProducts {

  private static final long BLOCK = 16;

  private MapProducts() {}

  /** Whether a map's layout is that of such a convolution and of its kernel alike. */
  public static boolean fits(Shape shape, Tensor map) {
    return shape.channels() % BLOCK == 0
        && Layouts.of(map.desc).equals(Optional.of(memory.format_tag.nChw16c));
  }

  /** Adds the sums of maps in one layout, which fits, and returns them: [batch, channels, 1, 1]. */
  public static Tensor add(
      Program program, String layer, String kind, Shape shape, Tensor first, Tensor second) {
    long channels = program.batch * shape.channels();
    var source =
        new memory.desc(
            new long[] {1, channels, shape.height(), shape.width()},
            program.type,
            memory.format_tag.nChw16c);
    var kernel =
        new memory.desc(
            new long[] {channels, 1, 1, shape.height(), shape.width()},
            program.type,
            memory.format_tag.Goihw16g);
    var sums =
        new memory.desc(new long[] {1, channels, 1, 1}, program.type, memory.format_tag.nChw16c);
    long[] none = {0, 0};
    var description =
        new convolution_forward.primitive_desc(
            program.cpu,
            prop_kind.forward_training.value,
            algorithm.convolution_direct.value,
            source,
            kernel,
            new memory.desc(),
            sums,
            new long[] {1, 1},
            none,
            none,
            none,
            Program.attributes(),
            false);
    Tensor result =
        program.transientTensor(
            program.plain(Shape.vector(shape.channels()), Layout.NCHW, program.type));
    program.add(
        program.run,
        layer,
        kind,
        "",
        description,
        new convolution_forward(description),
        Map.of(
            DNNL_ARG_SRC, program.view(first, source),
            DNNL_ARG_WEIGHTS, program.view(second, kernel),
            DNNL_ARG_DST, program.view(result, sums)));
    return result;
  }
}
