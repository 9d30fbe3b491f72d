package dev.stagewright.data;

import dev.stagewright.errors.Printable;
import dev.stagewright.network.DataFormat;
import dev.stagewright.network.InputShape;
import dev.stagewright.network.Network;
import dev.stagewright.pictures.PictureDecoder;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.file.Path;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How images become a network's input. The {@code read} methods take files, streams, bytes and
 * Java's images; {@link PictureDecoder} says which formats, and what counts of them.
 *
 * @param shape the size that the network takes
 * @param format the layout that it takes
 * @param preprocessing what is done to the colors
 * @param orientation what is done with the orientation in pictures' EXIF data
 */
public record ImageInput(
    InputShape shape, DataFormat format, Preprocessing preprocessing, ExifOrientation orientation) {

  /** Checks that the preprocessing fits the channels, else throws {@link DataException}. */
  public ImageInput {
    preprocessing.check(shape);
  }

  /**
   * Makes an input that applies EXIF's orientation.
   *
   * @param shape the size that the network takes
   * @param format the layout that it takes
   * @param preprocessing what is done to the colors
   */
  public ImageInput(InputShape shape, DataFormat format, Preprocessing preprocessing) {
    this(shape, format, preprocessing, ExifOrientation.APPLIED);
  }

  /**
   * The input of a generated network, with EXIF's orientation applied.
   *
   * @param network says shape and layout
   * @param preprocessing what is done to the colors
   * @return the input
   */
  public static ImageInput of(Network network, Preprocessing preprocessing) {
    return new ImageInput(
        network.options().inputShape(), network.options().dataFormat(), preprocessing);
  }

  /**
   * The same input with another rule for EXIF's orientation.
   *
   * @param other the rule
   * @return the input
   */
  public ImageInput withOrientation(ExifOrientation other) {
    return new ImageInput(shape, format, preprocessing, other);
  }

  /**
   * The number of values of one image.
   *
   * @return height * width * channels
   */
  public int values() {
    return shape.height() * shape.width() * shape.channels();
  }

  /**
   * Reads an image file, resized without keeping its aspect ratio.
   *
   * @param file a picture
   * @param into receives the image, preprocessed, in this layout
   * @param image the position in {@code into}, counted in images
   * @throws DataException if the file cannot be read
   */
  public void read(Path file, float[] into, int image) {
    read(Printable.of(file.toString()), () -> PictureDecoder.decode(file), into, image);
  }

  /**
   * Reads an image from a stream, from where it is to its end; resized without keeping its aspect
   * ratio.
   *
   * @param picture a picture file's contents; is not closed
   * @param into receives the image, preprocessed, in this layout
   * @param image the position in {@code into}, counted in images
   * @throws DataException if it cannot be read
   */
  public void read(InputStream picture, float[] into, int image) {
    read("the stream", () -> PictureDecoder.decode(picture), into, image);
  }

  /**
   * Reads an image from memory, resized without keeping its aspect ratio.
   *
   * @param picture a picture file's contents
   * @param into receives the image, preprocessed, in this layout
   * @param image the position in {@code into}, counted in images
   * @throws DataException if it cannot be read
   */
  public void read(byte[] picture, float[] into, int image) {
    read("the array", () -> PictureDecoder.decode(picture), into, image);
  }

  /**
   * Takes one of Java's images, resized without keeping its aspect ratio.
   *
   * @param picture the image, of any type and color model; see {@link
   *     PictureDecoder#decode(BufferedImage)}
   * @param into receives the image, preprocessed, in this layout
   * @param image the position in {@code into}, counted in images
   */
  public void read(BufferedImage picture, float[] into, int image) {
    read("the image", () -> PictureDecoder.decode(picture), into, image);
  }

  private void read(String name, NamedPicture.Decoding decoding, float[] into, int image) {
    float[] pixels = new float[values()];
    new NamedPicture(name, decoding).read(shape, orientation, pixels);
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
    source.read(index, shape, orientation, pixels);
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
