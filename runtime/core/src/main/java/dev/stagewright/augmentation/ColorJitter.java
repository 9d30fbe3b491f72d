package dev.stagewright.augmentation;

import dev.stagewright.pictures.PictureTransform;
import dev.stagewright.pictures.Resize;
import dev.stagewright.pictures.operations.Brightness;
import dev.stagewright.pictures.operations.Contrast;
import dev.stagewright.pictures.operations.Hue;
import dev.stagewright.pictures.operations.Saturation;
import dev.stagewright.pictures.operations.Steps;
import dev.stagewright.random.SplitMix64;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes brightness, contrast, saturation and hue, in an order that is drawn, too: torchvision's
 * {@code ColorJitter}. Factors are drawn from max(0, 1 - x) to 1 + x.
 *
 * @param brightness how much at most, at least 0
 * @param contrast how much at most, at least 0
 * @param saturation how much at most, at least 0
 * @param hue how much at most, of a whole turn to either side, from 0 to 0.5
 */
public record ColorJitter(double brightness, double contrast, double saturation, double hue)
    implements Transform {

  /** Checks the values. */
  public ColorJitter {
    Require.notNegative("brightness", brightness);
    Require.notNegative("contrast", contrast);
    Require.notNegative("saturation", saturation);
    Require.that(hue >= 0 && hue <= 0.5, "hue", hue, "a number from 0 to 0.5");
  }

  /** 0.4 each, hue 0.1. */
  public ColorJitter() {
    this(0.4, 0.4, 0.4, 0.1);
  }

  @Override
  public PictureTransform draw(SplitMix64 random, int height, int width, Resize target) {
    List<PictureTransform> inOrder = new ArrayList<>();
    add(inOrder, random, new Brightness(factor(random, brightness)), brightness);
    add(inOrder, random, new Contrast(factor(random, contrast)), contrast);
    add(inOrder, random, new Saturation(factor(random, saturation)), saturation);
    add(inOrder, random, new Hue(random.uniform(-hue, hue)), hue);
    return new Steps(inOrder);
  }

  private static double factor(SplitMix64 random, double most) {
    return random.uniform(Math.max(0, 1 - most), 1 + most);
  }

  /** At any place among those before it, which makes every order equally probable. */
  private static void add(
      List<PictureTransform> all, SplitMix64 random, PictureTransform step, double most) {
    int place = random.nextInt(all.size() + 1);
    if (most > 0) {
      all.add(place, step);
    }
  }
}
