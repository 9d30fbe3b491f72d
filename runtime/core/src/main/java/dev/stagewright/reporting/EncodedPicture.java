package dev.stagewright.reporting;

import java.util.Arrays;

/** A picture as the bytes of a PNG or JPEG file. */
public final class EncodedPicture {

  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};
  private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};

  private final byte[] bytes;
  private final String mediaType;
  private final int width;
  private final int height;

  /**
   * Keeps a picture.
   *
   * @param bytes of a PNG or JPEG file
   * @param width in pixels
   * @param height in pixels
   * @throws IllegalArgumentException if it is of another format
   */
  public EncodedPicture(byte[] bytes, int width, int height) {
    if (startsWith(bytes, PNG)) {
      mediaType = "image/png";
    } else if (startsWith(bytes, JPEG)) {
      mediaType = "image/jpeg";
    } else {
      throw new IllegalArgumentException("expected the bytes of a PNG or JPEG file");
    }
    this.bytes = bytes.clone();
    this.width = width;
    this.height = height;
  }

  private static boolean startsWith(byte[] bytes, byte[] magic) {
    return bytes.length > magic.length
        && Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
  }

  /**
   * The file.
   *
   * @return a copy of its bytes
   */
  public byte[] bytes() {
    return bytes.clone();
  }

  /**
   * What the file is.
   *
   * @return {@code image/png} or {@code image/jpeg}
   */
  public String mediaType() {
    return mediaType;
  }

  /**
   * The width.
   *
   * @return in pixels
   */
  public int width() {
    return width;
  }

  /**
   * The height.
   *
   * @return in pixels
   */
  public int height() {
    return height;
  }
}
