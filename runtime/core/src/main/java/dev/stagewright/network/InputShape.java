package dev.stagewright.network;

import java.util.Locale;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;

/**
 * The size of one input image.
 *
 * @param height in pixels, at least 1
 * @param width in pixels, at least 1
 * @param channels 3 for color, 1 for gray
 */
public record InputShape(int height, int width, int channels) {

  /** Of an array, in Java and in Deeplearning4j. */
  static final int MOST_NUMBERS = Integer.MAX_VALUE - 1;

  /**
   * Checks that every value is at least 1, and that an array can hold all of an image's numbers,
   * else throws {@link OptionException}.
   */
  public InputShape {
    if (height < 1 || width < 1 || channels < 1) {
      throw new OptionException(
          String.format(
              Locale.ROOT,
              "inputShape: found %d x %d x %d; height, width and channels must be at least 1",
              height,
              width,
              channels));
    }
    if ((long) height * width > MOST_NUMBERS / channels) {
      throw new OptionException(
          String.format(
              Locale.ROOT,
              "inputShape: found %d x %d x %d; Deeplearning4j's arrays hold at most %,d numbers",
              height,
              width,
              channels,
              MOST_NUMBERS));
    }
  }

  /**
   * This shape as Deeplearning4j's input type.
   *
   * @param format the layout of the arrays that will be fed
   * @return the input type for a graph
   */
  public InputType toDl4j(DataFormat format) {
    CNN2DFormat dl4j = format.toDl4j();
    return InputType.convolutional(height, width, channels, dl4j);
  }

  @Override
  public String toString() {
    return height + " x " + width + " x " + channels;
  }
}
