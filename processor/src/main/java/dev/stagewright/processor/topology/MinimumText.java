package dev.stagewright.processor.topology;

import dev.stagewright.processor.topology.SpatialPath.Place;
import dev.stagewright.processor.topology.SpatialPath.Step;
import java.util.Locale;

/** Why an image cannot be smaller than a network's minimum, in words. */
public final class MinimumText {

  private MinimumText() {}

  /** For example "avg_pool needs a feature map of at least 7 x 7". */
  public static String of(SpatialPath path) {
    if (path.minimum() == 1) {
      return "an image has at least one pixel";
    }
    Step step = path.bottleneck();
    return String.format(
        Locale.ROOT,
        "%s needs %s of at least %d x %d",
        step.name(),
        step.place() == Place.STEM_CONVOLUTION ? "an image" : "a feature map",
        step.needed(),
        step.needed());
  }
}
