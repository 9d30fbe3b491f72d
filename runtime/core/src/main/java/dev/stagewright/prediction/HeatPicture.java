package dev.stagewright.prediction;

import dev.stagewright.data.ExifOrientation;
import dev.stagewright.data.ImageInput;
import dev.stagewright.data.NamedPicture;
import dev.stagewright.pictures.Picture;
import dev.stagewright.prediction.GradCam.Heat;
import java.awt.image.BufferedImage;
import java.util.List;

/** A picture with a map of where a network looked over it, from dark violet to yellow. */
public final class HeatPicture {

  /** Of the map's color; the rest is the picture's. */
  private static final double SHARE = 0.5;

  /** Viridis at equal distances; it can be told apart by the color-blind, and in gray. */
  private static final int[][] COLORS = {
    {68, 1, 84}, {59, 82, 139}, {33, 145, 140}, {94, 201, 98}, {253, 231, 37}
  };

  private HeatPicture() {}

  /**
   * Paints a map over a picture, stretched to its size as the network's input was shrunk from it.
   *
   * @param picture that was explained
   * @param input of the model
   * @param heat the map; its largest value becomes the brightest color
   * @return an image of the picture's size
   * @throws dev.stagewright.data.DataException if the picture cannot be read
   */
  public static BufferedImage of(NamedPicture picture, ImageInput input, Heat heat) {
    try (Picture decoded = picture.decode()) {
      Picture upright =
          input.orientation() == ExifOrientation.APPLIED ? decoded.upright() : decoded;
      return painted(upright.toChannels(3), heat.rows());
    }
  }

  private static BufferedImage painted(Picture picture, List<List<Double>> heat) {
    double largest =
        heat.stream().flatMap(List::stream).mapToDouble(Double::doubleValue).max().orElse(0);
    byte[] values = picture.values();
    int height = picture.height();
    int width = picture.width();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double value = largest == 0 ? 0 : at(heat, (y + 0.5) / height, (x + 0.5) / width) / largest;
        int rgb = 0;
        for (int channel = 0; channel < 3; channel++) {
          int own = values[(y * width + x) * 3 + channel] & 0xFF;
          rgb = rgb << 8 | (int) Math.round((1 - SHARE) * own + SHARE * color(value, channel));
        }
        image.setRGB(x, y, rgb);
      }
    }
    return image;
  }

  /** Between the centers of the four nearest cells, at a place from 0 to 1. */
  private static double at(List<List<Double>> heat, double down, double across) {
    double y = Math.max(0, Math.min(heat.size() - 1, down * heat.size() - 0.5));
    double x = Math.max(0, Math.min(heat.get(0).size() - 1, across * heat.get(0).size() - 0.5));
    int top = (int) y;
    int bottom = Math.min(top + 1, heat.size() - 1);
    return mix(along(heat.get(top), x), along(heat.get(bottom), x), y - top);
  }

  private static double along(List<Double> row, double x) {
    int left = (int) x;
    return mix(row.get(left), row.get(Math.min(left + 1, row.size() - 1)), x - left);
  }

  private static double color(double value, int channel) {
    double place = value * (COLORS.length - 1);
    int below = Math.min((int) place, COLORS.length - 2);
    return mix(COLORS[below][channel], COLORS[below + 1][channel], place - below);
  }

  private static double mix(double a, double b, double share) {
    return a + share * (b - a);
  }
}
