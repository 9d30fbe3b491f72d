package dev.stagewright.recipes;

import dev.stagewright.errors.StagewrightException;
import org.jspecify.annotations.Nullable;

/** A recipe cannot be used; the message names it, the key, what was found and expected. */
public class RecipeException extends StagewrightException {

  private RecipeException(Kind kind, String message, @Nullable Throwable cause) {
    super(kind, message, cause);
  }

  /** What was asked for cannot be. */
  static RecipeException usage(String message, @Nullable Throwable cause) {
    return new RecipeException(Kind.USAGE, message, cause);
  }

  /** A file cannot be read. */
  static RecipeException failure(String message, Throwable cause) {
    return new RecipeException(Kind.FAILURE, message, cause);
  }
}
