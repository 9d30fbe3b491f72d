package dev.stagewright.augmentation;

import dev.stagewright.pictures.PictureTransform;
import dev.stagewright.pictures.Resize;
import dev.stagewright.random.SplitMix64;

/**
 * A change of training pictures that is drawn anew for every picture in every epoch. The
 * constructors without arguments have the defaults. Each checks its values, else throws {@link
 * AugmentationException}.
 *
 * <p>Drawing and changing are apart: {@link #draw} gives an operation with all its numbers, which
 * does the same to a picture every time.
 */
public sealed interface Transform
    permits RandomResizedCrop,
        RandomCrop,
        HorizontalFlip,
        VerticalFlip,
        Rotation,
        Affine,
        ColorJitter,
        Grayscale,
        GaussianBlur,
        RandomErasing,
        Cutout,
        RandAugment,
        TrivialAugment {

  /**
   * Draws for one picture.
   *
   * @param random where numbers are drawn from
   * @param height of the picture, in pixels
   * @param width of the picture, in pixels
   * @param target how pictures get the network's size
   * @return the operation, for pictures of this size
   */
  PictureTransform draw(SplitMix64 random, int height, int width, Resize target);
}
