package dev.stagewright.data;

import dev.stagewright.network.DataFormat;
import dev.stagewright.network.InputShape;
import dev.stagewright.network.Network;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How images become a network's input.
 *
 * @param shape the size that the network takes
 * @param format the layout that it takes
 * @param preprocessing what is done to the colours
 */
public record ImageInput(InputShape shape, DataFormat format, Preprocessing preprocessing) {

  /** Checks that the preprocessing fits the channels, else throws {@link DataException}. */
  public ImageInput {
    preprocessing.check(shape);
  }

  /**
   * The input of a generated network.
   *
   * @param network says shape and layout
   * @param preprocessing what is done to the colours
   * @return the input
   */
  public static ImageInput of(Network network, Preprocessing preprocessing) {
    return new ImageInput(
        network.options().inputShape(), network.options().dataFormat(), preprocessing);
  }

  /**
   * The number of values of one image.
   *
   * @return height * width * channels
   */
  public int values() {
    return Pixels.values(shape);
  }

  /**
   * Reads an image file, resized without keeping its aspect ratio.
   *
   * @param file JPEG, PNG, BMP, TIFF, WebP, GIF or PNM
   * @param into receives the image, preprocessed, in this layout
   * @param image the position in {@code into}, counted in images
   * @throws DataException if the file cannot be read
   */
  public void read(Path file, float[] into, int image) {
    float[] pixels = new float[values()];
    Pixels.read(file, shape, pixels);
    encode(pixels, into, image);
  }

  /**
   * Takes an image from memory, resized without keeping its aspect ratio; transparency is ignored.
   *
   * @param picture the image
   * @param into receives the image, preprocessed, in this layout
   * @param image the position in {@code into}, counted in images
   */
  public void read(BufferedImage picture, float[] into, int image) {
    float[] pixels = new float[values()];
    Pixels.read(picture, shape, pixels);
    encode(pixels, into, image);
  }

  /**
   * Takes an image from a source.
   *
   * @param source the images
   * @param index which of them
   * @param into receives the image, preprocessed, in this layout
   * @param image the position in {@code into}, counted in images
   * @throws DataException if the image cannot be read
   */
  public void read(ImageSource source, int index, float[] into, int image) {
    float[] pixels = new float[values()];
    source.read(index, shape, pixels);
    encode(pixels, into, image);
  }

  /** Preprocesses pixels of [height, width, channels] into one image of a batch. */
  private void encode(float[] pixels, float[] into, int image) {
    int channels = shape.channels();
    int area = shape.height() * shape.width();
    boolean last = format == DataFormat.CHANNELS_LAST;
    int start = image * values();
    for (int pixel = 0; pixel < area; pixel++) {
      for (int channel = 0; channel < channels; channel++) {
        int to = last ? pixel * channels + channel : channel * area + pixel;
        into[start + to] = preprocessing.value(pixels, pixel * channels, channels, channel);
      }
    }
  }

  /**
   * Makes a network's input array.
   *
   * @param values of all images, as the {@code read} methods deliver them
   * @param images how many images there are
   * @return an array of [images, height, width, channels] or [images, channels, height, width]
   */
  public INDArray toArray(float[] values, int images) {
    long[] dimensions =
        format == DataFormat.CHANNELS_LAST
            ? new long[] {images, shape.height(), shape.width(), shape.channels()}
            : new long[] {images, shape.channels(), shape.height(), shape.width()};
    return Nd4j.create(values, dimensions, 'c');
  }
}
