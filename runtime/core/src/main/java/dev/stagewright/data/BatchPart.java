package dev.stagewright.data;

import dev.stagewright.errors.StagewrightException.Kind;
import java.util.Locale;

/**
 * What one of several has of every batch that they share: neighboring images, as many as the others
 * have, or one more or less.
 *
 * @param number from 0
 * @param parts how many there are, from 1
 */
public record BatchPart(int number, int parts) {

  /** All of it. */
  public static final BatchPart WHOLE = new BatchPart(0, 1);

  /** Checks the number, else throws {@link DataException}. */
  public BatchPart {
    if (number < 0 || number >= parts) {
      throw new DataException(
          Kind.USAGE,
          String.format(
              Locale.ROOT,
              "part: found %d of %d; expected from 0, less than those",
              number,
              parts));
    }
  }

  /** Checks that batches of a size have an image for each part; returns this. */
  BatchPart of(int batchSize) {
    if (batchSize < parts) {
      throw new DataException(
          Kind.USAGE,
          String.format(
              Locale.ROOT,
              "batchSize: found %d, to be shared by %d; give at least as many images",
              batchSize,
              parts));
    }
    return this;
  }

  /** Where the part begins in a batch of so many images. */
  int start(int images) {
    return start(images, number);
  }

  /** How many images it has of a batch of so many. */
  int length(int images) {
    return start(images, number + 1) - start(images, number);
  }

  private int start(int images, int part) {
    return (int) ((long) images * part / parts);
  }
}
