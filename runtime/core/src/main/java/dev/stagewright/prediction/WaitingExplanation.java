package dev.stagewright.prediction;

import dev.stagewright.prediction.GradCam.Heat;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An image of which is asked where the network looks, computed alone. */
final class WaitingExplanation extends WaitingImage<Heat> {

  private final Function<INDArray, Heat> explanation;

  /**
   * @param explanation computes it from a batch of one
   */
  WaitingExplanation(Reading reading, Function<INDArray, Heat> explanation) {
    super(reading);
    this.explanation = explanation;
  }

  void explain(INDArray image) {
    answer(explanation.apply(image));
  }
}
