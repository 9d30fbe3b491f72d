package dev.stagewright.spark.training;

import dev.stagewright.data.ImageSource;
import java.io.Serializable;

/** Opens images on the driver and on every executor; what it opens must be the same everywhere. */
@FunctionalInterface
public interface OpensImages extends Serializable {

  /**
   * Opens them.
   *
   * @return images in the same order everywhere
   */
  ImageSource open();
}
