package dev.stagewright.training;

import dev.stagewright.update.FlatUpdate.Measured;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What one replica knows of a step before it is made: of its images, and then of its slice.
 *
 * @param images how many of the step's it had
 * @param loss the sum of their losses, without penalties
 * @param correct how many it told right; -1 if unknown
 * @param measured of its slice of the whole gradient
 * @param fault why its images could not be computed, or where they have values that are not finite;
 *     null if all went well
 */
public record PartOfStep(
    int images, double loss, int correct, Measured measured, @Nullable String fault)
    implements Serializable {

  /** The same with what was found of the slice. */
  PartOfStep with(Measured found) {
    return new PartOfStep(images, loss, correct, found, fault);
  }
}
