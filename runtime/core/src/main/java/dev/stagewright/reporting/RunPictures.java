package dev.stagewright.reporting;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pictures of a report.
 *
 * @param mistakes the worst first
 * @param batch training pictures as the network saw them, side by side; null if there is none
 */
public record RunPictures(List<Mistake> mistakes, @Nullable EncodedPicture batch) {

  /** Nothing to see. */
  public static final RunPictures NONE = new RunPictures(List.of(), null);

  /** Copies the list. */
  public RunPictures {
    mistakes = List.copyOf(mistakes);
  }
}
