package dev.stagewright.data;

import dev.stagewright.errors.StagewrightException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Images in two parts.
 *
 * @param training what to train on
 * @param heldOut the rest, for validation or testing
 */
public record ImageSplit(ImageSource training, ImageSource heldOut) {

  /**
   * Splits every class by the same share, at random. A class of two or more images has at least one
   * in each part; a class's only image goes to the training part. Images with several labels or
   * values are split as if they were of one class.
   *
   * @param source the images
   * @param heldOutShare more than 0, less than 1
   * @param seed the same seed makes the same split
   * @return the two parts, each in the source's order
   * @throws DataException if the share is out of range or no class has two images
   */
  public static ImageSplit stratified(ImageSource source, double heldOutShare, long seed) {
    if (!(heldOutShare > 0 && heldOutShare < 1)) {
      throw new DataException(
          Kind.USAGE, "share: found " + heldOutShare + "; expected more than 0 and less than 1");
    }
    List<Integer> training = new ArrayList<>();
    List<Integer> heldOut = new ArrayList<>();
    for (List<Integer> images : StratifiedSplit.shuffledClasses(source, seed).values()) {
      int held = StratifiedSplit.count(images.size(), heldOutShare);
      heldOut.addAll(images.subList(0, held));
      training.addAll(images.subList(held, images.size()));
    }
    if (heldOut.isEmpty()) {
      throw new DataException(
          "%s: no class has two images, so none can be held out".formatted(source.description()));
    }
    String how = " part, share " + heldOutShare + ", seed " + seed;
    return new ImageSplit(
        new ImageSubset(source, training, "training" + how),
        new ImageSubset(source, heldOut, "held-out" + how));
  }

  /**
   * Some of a source's images, evenly spread over it.
   *
   * @param source the images
   * @param most how many at most, at least 1
   * @return the source itself if it has no more
   */
  public static ImageSource sample(ImageSource source, int most) {
    int size = source.size();
    return size <= most
        ? source
        : new ImageSubset(
            source,
            IntStream.range(0, most).mapToObj(i -> (int) ((long) i * size / most)).toList(),
            "sample");
  }
}
