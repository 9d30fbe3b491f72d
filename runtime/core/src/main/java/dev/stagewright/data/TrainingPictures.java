package dev.stagewright.data;

import dev.stagewright.augmentation.Augmentation;
import dev.stagewright.augmentation.RandomResizedCrop;
import dev.stagewright.augmentation.Transform;
import dev.stagewright.pictures.Picture;
import dev.stagewright.pictures.Resize;
import dev.stagewright.random.SplitMix64;
import java.nio.FloatBuffer;

/**
 * A source's pictures as training sees them. What does not change from epoch to epoch may be kept.
 * Safe from several threads.
 */
final class TrainingPictures implements AutoCloseable {

  /** Fast decoding leaves at least so many times the network's side. */
  private static final int LEAST_REDUCED = 4;

  private final ImageSource source;
  private final ImageInput input;
  private final Augmentation augmentation;
  private final long seed;
  private final PictureCache cache;
  private final boolean resizedByTransform;

  TrainingPictures(
      ImageSource source,
      ImageInput input,
      Augmentation augmentation,
      long seed,
      PictureCache cache) {
    this.source = source;
    this.input = input;
    this.augmentation = augmentation;
    this.seed = seed;
    this.cache = cache;
    this.resizedByTransform = augmentation.resizes();
  }

  /**
   * The whole way of a picture into its place in a batch.
   *
   * @param repetition how often the epoch saw it before
   */
  void read(int image, int epoch, int repetition, FloatBuffer into) {
    try (Picture picture = unchanged(image)) {
      augment(picture, image, epoch, repetition);
      input.write(picture, into);
    }
  }

  /** A picture as it is in every epoch. */
  private Picture unchanged(int image) {
    Picture kept = cache.get(image);
    if (kept != null) {
      return kept;
    }
    Picture picture = input.decode(NamedPicture.of(source, image), leastSide());
    try {
      if (!resizedByTransform) {
        input.fit(picture);
      }
      cache.put(image, picture);
      return picture;
    } catch (RuntimeException | Error e) {
      picture.close();
      throw e;
    }
  }

  private int leastSide() {
    return augmentation.fastDecoding()
        ? LEAST_REDUCED * Math.max(input.shape().height(), input.shape().width())
        : 0;
  }

  private void augment(Picture picture, int image, int epoch, int repetition) {
    int index = source.index(image);
    SplitMix64 random =
        repetition == 0
            ? SplitMix64.of(seed, epoch, index)
            : SplitMix64.of(seed, epoch, index, 0, repetition);
    Resize resize = input.resizing();
    for (Transform transform : augmentation.transforms()) {
      transform.draw(random, picture.height(), picture.width(), resize).applyTo(picture);
      if (transform instanceof RandomResizedCrop) {
        picture.toChannels(input.shape().channels());
      }
    }
  }

  @Override
  public void close() {
    cache.close();
  }
}
