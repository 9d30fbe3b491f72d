package dev.stagewright.networks.parity;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagewright.network.DataFormat;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Arrays that follow from their names, the same as in keras_cases.py, so that no file is needed.
 */
final class KerasNoise {

  private static final int GOLDEN = 0x9E3779B9;
  private static final int PATCH = 16;

  private KerasNoise() {}

  /**
   * Uniform in [-0.5, 0.5): element i, in c order, is the 32 bits of a hash of crc32(name) + i *
   * 2^32 / phi, scaled. The hash is MurmurHash3's finalizer.
   */
  static INDArray noise(String name, long... shape) {
    CRC32 crc = new CRC32();
    crc.update(name.getBytes(UTF_8));
    int seed = (int) crc.getValue();
    float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      int x = seed + i * GOLDEN;
      x ^= x >>> 16;
      x *= 0x85EBCA6B;
      x ^= x >>> 13;
      x *= 0xC2B2AE35;
      x ^= x >>> 16;
      values[i] = (float) (Integer.toUnsignedLong(x) / 0x1p32 - 0.5);
    }
    return Nd4j.create(values, shape, 'c');
  }

  /** Images of coarse patches, 16 pixels wide, and fine noise: [batch, size, size, 3]. */
  static INDArray images(String name, int batch, int size) {
    int patches = (size + PATCH - 1) / PATCH;
    float[] coarse = noise(name + "/patches", batch, patches, patches, 3).data().asFloat();
    INDArray images = noise(name + "/pixels", batch, size, size, 3);
    float[] pixels = images.data().asFloat();
    int i = 0;
    for (int b = 0; b < batch; b++) {
      for (int y = 0; y < size; y++) {
        for (int x = 0; x < size; x++) {
          int patch = ((b * patches + y / PATCH) * patches + x / PATCH) * 3;
          for (int c = 0; c < 3; c++) {
            pixels[i++] += coarse[patch + c] * 3;
          }
        }
      }
    }
    return Nd4j.create(pixels, images.shape(), 'c');
  }

  /** The same images in the layout that a network wants. */
  static INDArray images(String name, int batch, int size, DataFormat format) {
    return images(name, batch, size, size, format);
  }

  /** The upper left part of such images. */
  static INDArray images(String name, int batch, int height, int width, DataFormat format) {
    INDArray nhwc =
        images(name, batch, Math.max(height, width))
            .get(
                NDArrayIndex.all(),
                NDArrayIndex.interval(0, height),
                NDArrayIndex.interval(0, width),
                NDArrayIndex.all())
            .dup('c');
    return format == DataFormat.CHANNELS_LAST ? nhwc : nhwc.permute(0, 3, 1, 2).dup('c');
  }
}
