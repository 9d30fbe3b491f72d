package dev.stagewright.data;

import java.util.Optional;

/**
 * Images and how they are split.
 *
 * @param images all of them; an image's index counts in these
 * @param split which part each is in
 */
public record SplitImages(ImageSource images, Split split) {

  /**
   * The images of a part.
   *
   * @param part of the split
   * @return them, or empty if there are none
   */
  public Optional<ImageSource> part(Part part) {
    return split.has(part) ? Optional.of(split.part(images, part)) : Optional.empty();
  }
}
