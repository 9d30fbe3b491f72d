package dev.stagewright.spark.training;

import dev.stagewright.data.ImageSource;
import dev.stagewright.data.Loading;
import dev.stagewright.engine.EngineSettings;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What an executor trains on and with: made on the driver, asked on every executor, and on the
 * driver for the images. A lambda for the images alone will often do.
 */
@FunctionalInterface
public interface ExecutorSide extends Serializable {

  /**
   * Opens the images of the run.
   *
   * @return the same images in the same order everywhere, those among them that the plan holds out
   */
  ImageSource images();

  /**
   * Opens images for validation.
   *
   * @return null if the plan holds some out, or for none
   */
  default @Nullable ImageSource validation() {
    return null;
  }

  /**
   * How the engine computes.
   *
   * @param cores of the executor
   * @return as system properties choose, with a thread for each core, unless overridden
   */
  default EngineSettings engine(int cores) {
    return EngineSettings.chosen().withThreads(cores);
  }

  /**
   * How pictures are loaded.
   *
   * @param cores of the executor
   * @return with a thread for each core, unless overridden
   */
  default Loading loading(int cores) {
    return Loading.DEFAULT.withThreads(cores);
  }
}
