package dev.stagewright.data;

import dev.stagewright.augmentation.Mix;
import dev.stagewright.network.DataFormat;
import dev.stagewright.network.InputShape;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Mixes each picture of a batch, and its targets, with the one before it, the first with the last.
 */
final class BatchMixing {

  private final Mix mix;
  private final ImageInput input;

  BatchMixing(Mix mix, ImageInput input) {
    this.mix = mix;
    this.input = input;
  }

  /**
   * Mixes a batch in place.
   *
   * @param pictures preprocessed, in the input's layout
   * @param targets of one picture after the other
   */
  void apply(List<FloatBuffer> pictures, float[] targets) {
    int count = pictures.size();
    int outputs = targets.length / count;
    float[] last = values(pictures.get(count - 1));
    float[] own = last.clone();
    float[] lastTargets = row(targets, count - 1, outputs);
    // From the end, so that the one before is not mixed yet.
    for (int i = count - 1; i >= 0; i--) {
      float[] other = i == 0 ? last : values(pictures.get(i - 1));
      mix(own, other);
      pictures.get(i).put(0, own);
      own = other;
      blend(targets, i * outputs, i == 0 ? lastTargets : row(targets, i - 1, outputs));
    }
  }

  private static float[] values(FloatBuffer picture) {
    float[] values = new float[picture.limit()];
    picture.get(0, values);
    return values;
  }

  private static float[] row(float[] rows, int number, int length) {
    float[] row = new float[length];
    System.arraycopy(rows, number * length, row, 0, length);
    return row;
  }

  private void mix(float[] own, float[] other) {
    if (mix instanceof Mix.Paste paste) {
      paste(paste, own, other);
    } else {
      blend(own, 0, other);
    }
  }

  private void blend(float[] into, int at, float[] other) {
    float share = (float) mix.share();
    float rest = 1 - share;
    for (int i = 0; i < other.length; i++) {
      into[at + i] = share * into[at + i] + rest * other[i];
    }
  }

  private void paste(Mix.Paste part, float[] own, float[] other) {
    InputShape shape = input.shape();
    boolean last = input.format() == DataFormat.CHANNELS_LAST;
    int planes = last ? 1 : shape.channels();
    int pixel = last ? shape.channels() : 1;
    for (int plane = 0; plane < planes; plane++) {
      for (int y = part.top(); y < part.top() + part.height(); y++) {
        int start = ((plane * shape.height() + y) * shape.width() + part.left()) * pixel;
        System.arraycopy(other, start, own, start, part.width() * pixel);
      }
    }
  }
}
