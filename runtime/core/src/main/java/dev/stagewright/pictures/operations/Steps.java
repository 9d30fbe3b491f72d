package dev.stagewright.pictures.operations;

import dev.stagewright.pictures.Picture;
import dev.stagewright.pictures.PictureTransform;
import java.util.List;

/**
 * Operations one after the other.
 *
 * @param all in their order; none leaves the picture as it is
 */
public record Steps(List<PictureTransform> all) implements PictureTransform {

  /** Leaves pictures as they are. */
  public static final Steps NONE = new Steps(List.of());

  /** Copies the list. */
  public Steps {
    all = List.copyOf(all);
  }

  @Override
  public void applyTo(Picture picture) {
    all.forEach(step -> step.applyTo(picture));
  }
}
