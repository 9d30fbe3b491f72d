package dev.stagewright.onednn.internal.primitives;

import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.memory;

/** The layouts of maps that oneDNN's kernels choose. */
public final class Layouts {

  private static final List<memory.format_tag> TAGS =
      List.of(
          memory.format_tag.nChw16c,
          memory.format_tag.nChw8c,
          memory.format_tag.nhwc,
          memory.format_tag.nchw);

  private Layouts() {}

  /** A map's layout; empty if it is none of the usual ones. */
  static Optional<memory.format_tag> of(memory.desc map) {
    return TAGS.stream()
        .filter(tag -> new memory.desc(dims(map), map.get_data_type(), tag).equals(map))
        .findFirst();
  }

  /**
   * What a map is to be multiplied with, in the map's layout: for others oneDNN has no fast kernel.
   */
  public static memory.desc like(memory.desc map, memory.desc factors) {
    return of(map)
        .map(tag -> new memory.desc(dims(factors), factors.get_data_type(), tag))
        .orElse(factors);
  }

  private static long[] dims(memory.desc desc) {
    long[] dims = new long[desc.get_ndims()];
    desc.get_dims().get(dims);
    return dims;
  }
}
