package dev.stagewright.network;

import org.deeplearning4j.nn.conf.CNN2DFormat;

/** The layout of images and feature maps, named as in Keras. */
public enum DataFormat {
  /** [batch, height, width, channels]. */
  CHANNELS_LAST(CNN2DFormat.NHWC),
  /** [batch, channels, height, width]. */
  CHANNELS_FIRST(CNN2DFormat.NCHW);

  private final CNN2DFormat cnn2d;

  DataFormat(CNN2DFormat cnn2d) {
    this.cnn2d = cnn2d;
  }

  /**
   * Deeplearning4j's name for this layout.
   *
   * @return the format to give to layers
   */
  public CNN2DFormat toDl4j() {
    return cnn2d;
  }
}
