package dev.stagewright.data;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Layers in front of those that train, which compute the same for a picture every time. */
public interface FrozenBody {

  /**
   * Computes what the layers that train read.
   *
   * @param pictures [batch, height, width, channels] or [batch, channels, height, width]
   * @return a new array, [batch, ...], float32
   */
  INDArray features(INDArray pictures);

  /**
   * How many pictures to compute at once so that each has the same features, to the bit, beside
   * whatever others.
   *
   * @param most at least 1
   * @return from 1 to {@code most}
   */
  int batchSize(int most);
}
