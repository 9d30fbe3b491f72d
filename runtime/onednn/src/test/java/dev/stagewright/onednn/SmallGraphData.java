package dev.stagewright.onednn;

import java.util.Random;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Batches that do not depend on ND4J's random numbers, which threads share. */
final class SmallGraphData {

  private SmallGraphData() {}

  static DataSet fixed(long seed) {
    int batch = 4;
    Random random = new Random(seed);
    float[] pixels = new float[batch * SmallGraph.SIDE * SmallGraph.SIDE * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextFloat() - 0.5f;
    }
    float[] labels = new float[batch * SmallGraph.CLASSES];
    for (int i = 0; i < batch; i++) {
      labels[i * SmallGraph.CLASSES + random.nextInt(SmallGraph.CLASSES)] = 1;
    }
    return new DataSet(
        Nd4j.create(pixels, new long[] {batch, SmallGraph.SIDE, SmallGraph.SIDE, 3}, 'c'),
        Nd4j.create(labels, new long[] {batch, SmallGraph.CLASSES}, 'c'));
  }
}
