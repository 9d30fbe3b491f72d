package dev.stagewright.processor.topology;

import java.util.ArrayList;
import java.util.List;

/** Everything that changes the height and width of feature maps, from the image to the head. */
public record SpatialPath(List<Step> steps) {

  /** Where a declaration says how a map changes its size. */
  public enum Place {
    /** The stem's convolution. */
    STEM_CONVOLUTION,
    /** The stem's pool. */
    STEM_POOL,
    /** The stride of a stage. */
    STAGE,
    /** The head's pool. */
    HEAD_POOL
  }

  /**
   * One change of size.
   *
   * @param name for messages, for example {@code conv1} or {@code stage 3}
   * @param window what changes it
   */
  public record Step(Place place, String name, Window window) {

    /** The smallest side that the window fits, its padding aside. */
    public int needed() {
      return Math.max(1, window.span() - 2 * window.padding());
    }
  }

  /** Copies the list. */
  public SpatialPath {
    steps = List.copyOf(steps);
  }

  /**
   * The sides behind each step.
   *
   * @return as many sides as steps; from where a window does not fit, 0
   */
  public List<Integer> sides(int image) {
    List<Integer> sides = new ArrayList<>();
    int side = image;
    for (Step step : steps) {
      side = side == 0 ? 0 : step.window().output(side);
      sides.add(side);
    }
    return sides;
  }

  /**
   * How many pixels of the image lie between neighboring cells behind a stage.
   *
   * @param stage from 0
   * @return the product of all strides up to there; at most {@link Integer#MAX_VALUE}
   */
  public int reduction(int stage) {
    long product = 1;
    int passed = 0;
    for (Step step : steps) {
      product = Math.min(Integer.MAX_VALUE, product * step.window().stride());
      passed += step.place() == Place.STAGE ? 1 : 0;
      if (passed > stage) {
        break;
      }
    }
    return (int) product;
  }

  /** The smallest image side that every window fits. */
  public int minimum() {
    return minimum(steps.size(), 1);
  }

  /** The smallest image side of which so many steps make at least a side. */
  public int minimum(int count, int wanted) {
    int side = wanted;
    for (int i = count - 1; i >= 0; i--) {
      side = steps.get(i).window().minimumInput(side);
    }
    return side;
  }

  /** The step that fails in an image one pixel smaller than {@link #minimum()}. */
  public Step bottleneck() {
    int vanished = sides(minimum() - 1).indexOf(0);
    return steps.get(vanished < 0 ? 0 : vanished);
  }
}
