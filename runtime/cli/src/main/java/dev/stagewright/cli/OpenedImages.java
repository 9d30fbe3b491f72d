package dev.stagewright.cli;

import dev.stagewright.data.ImageSource;
import dev.stagewright.data.OrderedLabels;
import dev.stagewright.data.Part;
import dev.stagewright.data.Split;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Images that a command was given.
 *
 * @param images all of them
 * @param split how they came split; null if they did not
 */
record OpenedImages(ImageSource images, @Nullable Split split) {

  /** The same with labels in a model's order. */
  OpenedImages ordered(List<String> labels) {
    return new OpenedImages(OrderedLabels.of(images, labels), split);
  }

  OpenedImages with(ImageSource other) {
    return new OpenedImages(other, split);
  }

  boolean has(Part part) {
    return split != null && split.has(part);
  }
}
