package dev.stagewright.data;

import dev.stagewright.pictures.Picture;
import dev.stagewright.pictures.PictureTransform;

/**
 * What is done with the orientation that cameras store beside the pixels, in the EXIF data of JPEG,
 * PNG, WebP and TIFF files. Other formats have none, and Java's images have lost it.
 */
public enum ExifOrientation implements PictureTransform {
  /** Pictures are turned and mirrored as they are to be seen. */
  APPLIED,
  /** Pixels are taken as they are stored, as Keras does. */
  IGNORED;

  @Override
  public void applyTo(Picture picture) {
    if (this == APPLIED) {
      picture.upright();
    }
  }
}
