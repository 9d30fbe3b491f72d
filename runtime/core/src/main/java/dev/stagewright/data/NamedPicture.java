package dev.stagewright.data;

import dev.stagewright.errors.Printable;
import dev.stagewright.errors.StagewrightException.Kind;
import dev.stagewright.pictures.DecodeOptions;
import dev.stagewright.pictures.Picture;
import dev.stagewright.pictures.PictureDecoder;
import dev.stagewright.pictures.PictureException;
import dev.stagewright.pictures.PictureTransform;
import dev.stagewright.storage.StoredFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * A picture that is still to be decoded. {@link PictureDecoder} says which formats are read, and
 * what counts of them.
 *
 * @param name for messages, safe for a terminal
 * @param decoding decodes it
 * @param transforms what is done to it then, behind its orientation and before it is resized
 */
public record NamedPicture(String name, Decoding decoding, List<PictureTransform> transforms) {

  /** Decodes a picture. */
  public interface Decoding {
    /**
     * Decodes the picture.
     *
     * @param options what is chosen
     * @return the picture as stored
     * @throws PictureException if it cannot be decoded
     * @throws IOException if it cannot be read
     */
    Picture decode(DecodeOptions options) throws IOException;
  }

  /** Copies the list. */
  public NamedPicture {
    transforms = List.copyOf(transforms);
  }

  private NamedPicture(String name, Decoding decoding) {
    this(name, decoding, List.of());
  }

  /**
   * A picture file.
   *
   * @param file of any of the formats
   * @return named after the file
   */
  public static NamedPicture of(Path file) {
    return new NamedPicture(
        Printable.of(file.toString()), options -> PictureDecoder.decode(file, options));
  }

  /**
   * A picture file in a folder or an archive.
   *
   * @param file of any of the formats
   * @return named after the file
   */
  public static NamedPicture of(StoredFile file) {
    return new NamedPicture(file.name(), options -> PictureDecoder.decode(file.bytes(), options));
  }

  /**
   * A picture file's contents.
   *
   * @param picture from where the stream is to its end; is not closed
   * @return the picture
   */
  public static NamedPicture of(InputStream picture) {
    return new NamedPicture("the stream", options -> PictureDecoder.decode(picture, options));
  }

  /**
   * A picture file's contents.
   *
   * @param picture all bytes
   * @return the picture
   */
  public static NamedPicture of(byte[] picture) {
    return new NamedPicture("the array", options -> PictureDecoder.decode(picture, options));
  }

  /**
   * One of Java's images.
   *
   * @param picture of any type and color model; see {@link PictureDecoder#decode(BufferedImage)}
   * @return the picture
   */
  public static NamedPicture of(BufferedImage picture) {
    return new NamedPicture("the image", options -> PictureDecoder.decode(picture, options));
  }

  /**
   * An image of a source.
   *
   * @param source the images
   * @param image which of them
   * @return named as in the source
   */
  public static NamedPicture of(ImageSource source, int image) {
    return new NamedPicture(source.name(image), options -> source.picture(image, options));
  }

  /**
   * The same picture with other transforms.
   *
   * @param other to be applied in this order
   * @return another picture
   */
  public NamedPicture with(List<PictureTransform> other) {
    return new NamedPicture(name, decoding, other);
  }

  /**
   * Decodes the picture, without transforms.
   *
   * @return the picture as stored, to be closed
   * @throws DataException if it cannot be read; the message names it
   */
  public Picture decode() {
    return decode(DecodeOptions.PLAIN);
  }

  /**
   * Decodes the picture, without transforms.
   *
   * @param options what is chosen
   * @return the picture as stored, to be closed
   * @throws DataException if it cannot be read; the message names it
   */
  public Picture decode(DecodeOptions options) {
    try {
      return decoding.decode(options);
    } catch (PictureException e) {
      if (e.kind() == Kind.USAGE) {
        throw e; // a setting's fault, not the picture's
      }
      throw new DataException(name + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new DataException(name + ": cannot be read: " + e, e);
    }
  }
}
