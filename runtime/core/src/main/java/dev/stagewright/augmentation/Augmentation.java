package dev.stagewright.augmentation;

import java.util.List;

/**
 * How training pictures differ from those that are predicted. Pictures for validation are never
 * changed.
 *
 * @param transforms in their order. They see pictures of the network's size, those in front of a
 *     {@link RandomResizedCrop}, which takes the place of resizing, pictures as decoded
 * @param mixing of the pictures of a batch
 * @param fastDecoding whether JPEGs are decoded at half, a quarter or an eighth of their size while
 *     at least 4 times the network's is left; values then differ a little
 */
public record Augmentation(List<Transform> transforms, Mixing mixing, boolean fastDecoding) {

  /** Pictures are seen as they are predicted. */
  public static final Augmentation NONE = new Augmentation(List.of(), Mixing.NONE, false);

  /** Copies the list; throws {@link AugmentationException} if two transforms resize. */
  public Augmentation {
    transforms = List.copyOf(transforms);
    long crops = transforms.stream().filter(RandomResizedCrop.class::isInstance).count();
    Require.that(
        crops <= 1,
        "transforms",
        "randomresizedcrop " + crops + " times",
        "it once, or not at all");
  }

  /**
   * Some transforms, and nothing else.
   *
   * @param transforms in their order
   * @return an augmentation
   */
  public static Augmentation of(Transform... transforms) {
    return new Augmentation(List.of(transforms), Mixing.NONE, false);
  }

  /**
   * The same with another mixing.
   *
   * @param other of the pictures of a batch
   * @return another augmentation
   */
  public Augmentation withMixing(Mixing other) {
    return new Augmentation(transforms, other, fastDecoding);
  }

  /**
   * The same with another way to decode.
   *
   * @param fast whether large JPEGs are decoded at reduced size
   * @return another augmentation
   */
  public Augmentation withFastDecoding(boolean fast) {
    return new Augmentation(transforms, mixing, fast);
  }

  /**
   * Whether anything is drawn at random.
   *
   * @return false if every epoch sees the same
   */
  public boolean draws() {
    return !transforms.isEmpty() || !mixing.equals(Mixing.NONE);
  }

  /**
   * Whether a transform takes the place of resizing, so that it has to see pictures as decoded.
   *
   * @return true with a {@link RandomResizedCrop}
   */
  public boolean resizes() {
    return transforms.stream().anyMatch(RandomResizedCrop.class::isInstance);
  }
}
