package dev.stagewright.augmentation;

/** What is drawn for the pictures of one batch. */
public sealed interface Mix {

  /**
   * How much of each picture stays, and of its targets.
   *
   * @return from 0 to 1; the rest is the picture's before it
   */
  double share();

  /**
   * Adds pictures up: share x own + (1 - share) x other.
   *
   * @param share from 0 to 1
   */
  record Blend(double share) implements Mix {}

  /**
   * Puts a part of the other picture into its place.
   *
   * @param top the first row, from 0
   * @param left the first column, from 0
   * @param height of the part, in pixels
   * @param width of the part, in pixels
   * @param ofHeight the height of the whole
   * @param ofWidth the width of the whole
   */
  record Paste(int top, int left, int height, int width, int ofHeight, int ofWidth) implements Mix {
    @Override
    public double share() {
      return 1 - (double) height * width / ((double) ofHeight * ofWidth);
    }
  }
}
