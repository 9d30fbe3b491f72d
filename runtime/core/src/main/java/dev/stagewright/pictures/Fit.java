package dev.stagewright.pictures;

/** What becomes of a picture whose aspect ratio is not the network's. */
public enum Fit {
  /** It is squashed to the network's. */
  SQUASH,
  /**
   * It is resized until it covers the network's size divided by the crop share, and its center is
   * cut out: torchvision's {@code Resize} and {@code CenterCrop}, timm's {@code crop_pct}.
   */
  CROP,
  /**
   * It is resized until it lies within the network's size, centered, with black around it:
   * TensorFlow's {@code resize_with_pad}.
   */
  PAD
}
