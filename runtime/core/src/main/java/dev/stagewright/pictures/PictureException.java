package dev.stagewright.pictures;

import dev.stagewright.errors.StagewrightException;
import org.jspecify.annotations.Nullable;

/**
 * A picture cannot be read. The message goes behind the name of the picture, which this package
 * does not know: "is not a picture: it starts with ...".
 */
public final class PictureException extends StagewrightException {

  /** What is wrong with a picture. */
  public enum Reason {
    /** It is no picture, or in a form that is not read. */
    FORM,
    /** It is too large. */
    SIZE,
    /** It is empty, truncated or damaged. */
    CONTENT
  }

  private final Reason reason;

  PictureException(Reason reason, String message) {
    this(Kind.FAILURE, reason, message, null);
  }

  PictureException(Kind kind, Reason reason, String message, @Nullable Throwable cause) {
    super(kind, message, cause);
    this.reason = reason;
  }

  /**
   * What is wrong, in one word.
   *
   * @return the reason
   */
  public Reason reason() {
    return reason;
  }

  static PictureException truncated(PictureFormat format) {
    return new PictureException(
        Reason.CONTENT, "is a truncated " + format + " picture; copy it again");
  }

  static PictureException damaged(PictureFormat format, String what) {
    return new PictureException(
        Reason.CONTENT, "is a damaged %s picture: %s; copy it again".formatted(format, what));
  }

  static PictureException unsupported(PictureFormat format, String found, String expected) {
    return new PictureException(
        Reason.FORM,
        "is a %s picture with %s; expected %s. Convert it to PNG or remove it"
            .formatted(format, found, expected));
  }
}
