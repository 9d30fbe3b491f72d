package dev.stagewright.report.page;

import dev.stagewright.reporting.EncodedPicture;
import dev.stagewright.reporting.Mistake;
import dev.stagewright.reporting.RunPictures;
import java.util.ArrayList;
import java.util.List;

/** Which pictures a page has room for: the batch, and as many mistakes as fit, the worst first. */
final class PictureRoom {

  /** What stands around a picture. */
  private static final int MARKUP = 1000;

  private PictureRoom() {}

  /**
   * Leaves out what is too much.
   *
   * @param bytes that the pictures may take
   */
  static RunPictures fill(RunPictures pictures, long bytes) {
    EncodedPicture batch = pictures.batch();
    long left = bytes;
    if (batch != null) {
      left -= size(batch);
      if (left < 0) {
        batch = null;
        left = bytes;
      }
    }
    List<Mistake> fitting = new ArrayList<>();
    for (Mistake mistake : pictures.mistakes()) {
      EncodedPicture heat = mistake.heat();
      left -= size(mistake.picture()) + (heat == null ? 0 : size(heat));
      if (left < 0) {
        break;
      }
      fitting.add(mistake);
    }
    return new RunPictures(fitting, batch);
  }

  /** In Base64, three bytes take four. */
  private static long size(EncodedPicture picture) {
    return picture.bytes().length * 4L / 3 + MARKUP;
  }
}
