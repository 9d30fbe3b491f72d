package dev.stagewright.pictures;

import java.util.Arrays;

/**
 * Pillow's way to resize ({@code Resample.c}): a filter as wide as the scale, so that every old
 * pixel counts; rows first, then columns, with weights of 22 bits and a rounding to 8 bits behind
 * each. Pillow 13 begins with the columns for some shapes, torchvision's tensors never do: where
 * the cubic rings at an edge, the two are a few levels apart.
 */
enum Resampling {
  /** A triangle. */
  BILINEAR(1) {
    @Override
    double weight(double distance) {
      return Math.max(0, 1 - Math.abs(distance));
    }
  },
  /** Keys' cubic with a = -0.5. */
  BICUBIC(2) {
    @Override
    double weight(double distance) {
      double x = Math.abs(distance);
      if (x < 1) {
        return ((A + 2) * x - (A + 3)) * x * x + 1;
      }
      return x < 2 ? (((x - 5) * x + 8) * x - 4) * A : 0;
    }
  };

  private static final double A = -0.5;
  private static final int BITS = 22;
  private static final int HALF = 1 << (BITS - 1);

  private final double support;

  Resampling(double support) {
    this.support = support;
  }

  abstract double weight(double distance);

  /** For each new pixel the first old one that counts, and the weights from there on. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Weights(int[] first, int[][] weights) {}

  private Weights weights(int from, int to) {
    double scale = (double) from / to;
    double width = Math.max(scale, 1);
    int[] first = new int[to];
    int[][] weights = new int[to][];
    for (int i = 0; i < to; i++) {
      double center = (i + 0.5) * scale;
      first[i] = Math.max(0, (int) (center - support * width + 0.5));
      int end = Math.min(from, (int) (center + support * width + 0.5));
      double[] exact = new double[end - first[i]];
      double sum = 0;
      for (int j = 0; j < exact.length; j++) {
        exact[j] = weight((j + first[i] - center + 0.5) / width);
        sum += exact[j];
      }
      weights[i] = new int[exact.length];
      for (int j = 0; j < exact.length; j++) {
        weights[i][j] = (int) Math.rint(exact[j] / sum * (1 << BITS));
      }
    }
    return new Weights(first, weights);
  }

  void resize(Picture picture, int height, int width) {
    int channels = picture.channels();
    byte[] rows = rows(picture.values(), picture.height(), picture.width(), width, channels);
    byte[] values = columns(rows, picture.height(), height, width * channels);
    picture.setValues(values, height, width);
  }

  private byte[] rows(byte[] from, int height, int oldWidth, int width, int channels) {
    if (width == oldWidth) {
      return from;
    }
    Weights all = weights(oldWidth, width);
    byte[] into = new byte[Math.multiplyExact(height, width * channels)];
    for (int y = 0, at = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int[] weights = all.weights()[x];
        int start = (y * oldWidth + all.first()[x]) * channels;
        for (int channel = 0; channel < channels; channel++, at++) {
          int sum = HALF;
          for (int i = 0, pixel = start + channel; i < weights.length; i++, pixel += channels) {
            sum += (from[pixel] & 0xff) * weights[i];
          }
          into[at] = clip(sum);
        }
      }
    }
    return into;
  }

  /** Row by row of the old picture, which is how it lies in memory. */
  private byte[] columns(byte[] from, int oldHeight, int height, int row) {
    if (height == oldHeight) {
      return from;
    }
    Weights all = weights(oldHeight, height);
    byte[] into = new byte[Math.multiplyExact(height, row)];
    int[] sums = new int[row];
    for (int y = 0; y < height; y++) {
      Arrays.fill(sums, HALF);
      int[] weights = all.weights()[y];
      for (int i = 0; i < weights.length; i++) {
        int weight = weights[i];
        int start = (all.first()[y] + i) * row;
        for (int x = 0; x < row; x++) {
          sums[x] += (from[start + x] & 0xff) * weight;
        }
      }
      for (int x = 0; x < row; x++) {
        into[y * row + x] = clip(sums[x]);
      }
    }
    return into;
  }

  private static byte clip(int sum) {
    return (byte) Math.max(0, Math.min(255, sum >> BITS));
  }
}
