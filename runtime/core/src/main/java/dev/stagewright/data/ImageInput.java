package dev.stagewright.data;

import dev.stagewright.errors.StagewrightException.Kind;
import dev.stagewright.network.DataFormat;
import dev.stagewright.network.InputShape;
import dev.stagewright.network.Network;
import dev.stagewright.pictures.Background;
import dev.stagewright.pictures.DecodeOptions;
import dev.stagewright.pictures.Picture;
import dev.stagewright.pictures.PictureDecoder;
import dev.stagewright.pictures.Resize;
import dev.stagewright.pictures.ResizeRule;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
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
 * @param resize how they get the network's size
 * @param background what transparent pictures are put on; null to drop their transparency
 */
public record ImageInput(
    InputShape shape,
    DataFormat format,
    Preprocessing preprocessing,
    ExifOrientation orientation,
    ResizeRule resize,
    @Nullable Background background) {

  /** Checks that the preprocessing fits the channels, else throws {@link DataException}. */
  public ImageInput {
    preprocessing.check(shape);
  }

  /**
   * Makes an input that squashes pictures to the network's size and drops transparency.
   *
   * @param shape the size that the network takes
   * @param format the layout that it takes
   * @param preprocessing what is done to the colors
   * @param orientation what is done with the orientation in pictures' EXIF data
   */
  public ImageInput(
      InputShape shape,
      DataFormat format,
      Preprocessing preprocessing,
      ExifOrientation orientation) {
    this(shape, format, preprocessing, orientation, ResizeRule.SQUASH, null);
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
   * The input of a generated network, with the preprocessing of the library that it follows ({@link
   * Preprocessing#of(Network)}) and EXIF's orientation applied.
   *
   * @param network says shape, layout and preprocessing
   * @return the input
   */
  public static ImageInput of(Network network) {
    return of(network, Preprocessing.of(network));
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
   * The same input in another size.
   *
   * @param other the size, with as many channels
   * @return the input
   */
  public ImageInput withShape(InputShape other) {
    return new ImageInput(other, format, preprocessing, orientation, resize, background);
  }

  /**
   * The same input with another rule for EXIF's orientation.
   *
   * @param other the rule
   * @return the input
   */
  public ImageInput withOrientation(ExifOrientation other) {
    return new ImageInput(shape, format, preprocessing, other, resize, background);
  }

  /**
   * The same input with another way to the network's size.
   *
   * @param other the rule
   * @return the input
   */
  public ImageInput withResize(ResizeRule other) {
    return new ImageInput(shape, format, preprocessing, orientation, other, background);
  }

  /**
   * The same input with another background.
   *
   * @param other what transparent pictures are put on; null to drop their transparency
   * @return the input
   */
  public ImageInput withBackground(@Nullable Background other) {
    return new ImageInput(shape, format, preprocessing, orientation, resize, other);
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
   * Reads an image file, resized by this rule.
   *
   * @param file a picture
   * @param into receives the image, preprocessed, in this layout
   * @param image the position in {@code into}, counted in images
   * @throws DataException if the file cannot be read
   */
  public void read(Path file, float[] into, int image) {
    read(NamedPicture.of(file), into, image);
  }

  /**
   * Reads an image from a stream, from where it is to its end; resized by this rule.
   *
   * @param picture a picture file's contents; is not closed
   * @param into receives the image, preprocessed, in this layout
   * @param image the position in {@code into}, counted in images
   * @throws DataException if it cannot be read
   */
  public void read(InputStream picture, float[] into, int image) {
    read(NamedPicture.of(picture), into, image);
  }

  /**
   * Reads an image from memory, resized by this rule.
   *
   * @param picture a picture file's contents
   * @param into receives the image, preprocessed, in this layout
   * @param image the position in {@code into}, counted in images
   * @throws DataException if it cannot be read
   */
  public void read(byte[] picture, float[] into, int image) {
    read(NamedPicture.of(picture), into, image);
  }

  /**
   * Takes one of Java's images, resized by this rule.
   *
   * @param picture the image, of any type and color model; see {@link
   *     PictureDecoder#decode(BufferedImage)}
   * @param into receives the image, preprocessed, in this layout
   * @param image the position in {@code into}, counted in images
   */
  public void read(BufferedImage picture, float[] into, int image) {
    read(NamedPicture.of(picture), into, image);
  }

  private void read(NamedPicture picture, float[] into, int image) {
    read(picture, FloatBuffer.wrap(into, image * values(), values()).slice());
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
    read(NamedPicture.of(source, index), into, image);
  }

  /** The whole way of a picture into its place in a batch. */
  void read(NamedPicture encoded, FloatBuffer into) {
    try (Picture picture = decode(encoded, 0)) {
      encoded.transforms().forEach(transform -> transform.applyTo(picture));
      fit(picture);
      write(picture, into);
    }
  }

  /** Decodes a picture and turns it as it is to be seen. */
  Picture decode(NamedPicture encoded, int leastSide) {
    if (shape.channels() != 1 && shape.channels() != 3) {
      throw new DataException(
          Kind.USAGE,
          "inputShape: found %s; images have 1 channel (gray) or 3 (color)".formatted(shape));
    }
    Picture picture = encoded.decode(new DecodeOptions(background, leastSide));
    orientation.applyTo(picture);
    return picture;
  }

  /** How a picture gets this size. */
  Resize resizing() {
    return new Resize(shape.height(), shape.width(), resize);
  }

  /** Gives a picture this size and these channels. */
  void fit(Picture picture) {
    resizing().applyTo(picture);
    picture.toChannels(shape.channels());
  }

  /** Preprocesses a picture that fits. */
  void write(Picture picture, FloatBuffer into) {
    preprocessing.apply(picture.values(), shape.channels(), format, into);
  }

  /**
   * Makes a network's input array.
   *
   * @param values of all images, as the {@code read} methods deliver them
   * @param images how many images there are
   * @return an array of [images, height, width, channels] or [images, channels, height, width]
   */
  public INDArray toArray(float[] values, int images) {
    return Nd4j.create(values, arrayShape(images), 'c');
  }

  /**
   * The shape of an array of images in this layout.
   *
   * @param images how many images there are
   * @return [images, height, width, channels] or [images, channels, height, width]
   */
  public long[] arrayShape(int images) {
    return format == DataFormat.CHANNELS_LAST
        ? new long[] {images, shape.height(), shape.width(), shape.channels()}
        : new long[] {images, shape.channels(), shape.height(), shape.width()};
  }
}
