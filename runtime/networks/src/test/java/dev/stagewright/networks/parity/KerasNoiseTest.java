package dev.stagewright.networks.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import dev.stagewright.network.DataFormat;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The numbers that {@code keras_cases.py --check} prints. */
class KerasNoiseTest {

  @Test
  void isWhatPythonMakes() {
    assertThat(KerasNoise.noise("conv1/kernel", 3).toFloatVector())
        .containsExactly(-0.16388157f, -0.13820541f, -0.41033733f);
  }

  @Test
  void imagesAreWhatPythonMakes() {
    INDArray nhwc = KerasNoise.images("tiny_top", 1, 17, DataFormat.CHANNELS_LAST);
    INDArray nchw = KerasNoise.images("tiny_top", 1, 17, DataFormat.CHANNELS_FIRST);

    float[] expected = {-0.99640167f, 1.6987956f, 1.3442351f};
    assertThat(nhwc.get(point(0), point(16), point(15), all()).toFloatVector())
        .containsExactly(expected);
    assertThat(nchw.get(point(0), all(), point(16), point(15)).toFloatVector())
        .containsExactly(expected);
  }
}
