package dev.stagewright.pictures;

import dev.stagewright.errors.StagewrightException;
import org.jspecify.annotations.Nullable;

/**
 * A picture cannot be read. The message goes behind the name of the picture, which this package
 * does not know: "is not a picture: it starts with ...".
 */
public final class PictureException extends StagewrightException {

  PictureException(String message) {
    this(Kind.FAILURE, message, null);
  }

  PictureException(Kind kind, String message, @Nullable Throwable cause) {
    super(kind, message, cause);
  }

  static PictureException truncated(PictureFormat format) {
    return new PictureException("is a truncated " + format + " picture; copy it again");
  }

  static PictureException damaged(PictureFormat format, String what) {
    return new PictureException(
        "is a damaged %s picture: %s; copy it again".formatted(format, what));
  }

  static PictureException unsupported(PictureFormat format, String found, String expected) {
    return new PictureException(
        "is a %s picture with %s; expected %s. Convert it to PNG or remove it"
            .formatted(format, found, expected));
  }
}
