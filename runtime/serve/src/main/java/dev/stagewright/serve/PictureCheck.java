package dev.stagewright.serve;

import dev.stagewright.pictures.PictureDecoder;
import org.eclipse.jetty.http.HttpStatus;

/**
 * Refuses pictures that are too large, before any is decoded.
 *
 * @param limits the number of pixels
 */
record PictureCheck(Limits limits) {

  byte[] check(byte[] picture) {
    long pixels = PictureDecoder.pixels(picture);
    if (pixels > limits.pixels()) {
      throw new HttpFault(
          HttpStatus.PAYLOAD_TOO_LARGE_413,
          "The picture has %s pixels; expected at most %s".formatted(pixels, limits.pixels()));
    }
    return picture;
  }
}
