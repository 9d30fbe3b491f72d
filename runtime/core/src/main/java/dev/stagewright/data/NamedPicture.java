package dev.stagewright.data;

import dev.stagewright.errors.StagewrightException.Kind;
import dev.stagewright.network.InputShape;
import dev.stagewright.pictures.Picture;
import dev.stagewright.pictures.PictureException;
import java.io.IOException;

/** A picture with a name for messages; read by decoding, turning upright and resizing it. */
record NamedPicture(String name, Decoding decoding) {

  /** Decodes the picture. */
  interface Decoding {
    Picture decode() throws IOException;
  }

  /** Reads the picture as {@link ImageSource#read} says. */
  void read(InputShape shape, ExifOrientation orientation, float[] into) {
    if (shape.channels() != 1 && shape.channels() != 3) {
      throw new DataException(
          Kind.USAGE,
          "inputShape: found %s; images have 1 channel (gray) or 3 (color)".formatted(shape));
    }
    try (Picture picture = decoding.decode()) {
      orientation
          .applyTo(picture)
          .resizeInto(shape.height(), shape.width(), shape.channels(), into);
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
