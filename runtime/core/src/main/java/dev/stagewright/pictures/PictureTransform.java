package dev.stagewright.pictures;

/**
 * An operation on pictures of 8 bits, between decoding and the colors' preprocessing. Safe from
 * several threads, each with a picture of its own.
 */
public interface PictureTransform {

  /**
   * Changes a picture.
   *
   * @param picture to change; its size may change, too
   */
  void applyTo(Picture picture);
}
