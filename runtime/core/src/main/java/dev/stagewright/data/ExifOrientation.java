package dev.stagewright.data;

import dev.stagewright.pictures.Picture;

/**
 * What is done with the orientation that cameras store beside the pixels, in the EXIF data of JPEG,
 * PNG, WebP and TIFF files. Other formats have none, and Java's images have lost it.
 */
public enum ExifOrientation {
  /** Pictures are turned and mirrored as they are to be seen. */
  APPLIED,
  /** Pixels are taken as they are stored, as Keras does. */
  IGNORED;

  Picture applyTo(Picture picture) {
    return this == APPLIED ? picture.upright() : picture;
  }
}
