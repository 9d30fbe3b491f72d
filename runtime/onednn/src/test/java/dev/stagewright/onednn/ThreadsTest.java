package dev.stagewright.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.engine.EngineSettings;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.nativeblas.NativeOpsHolder;

/** How many threads the engine uses, as its settings say. */
class ThreadsTest {

  private final int before = openMpThreads();

  @AfterEach
  void restore() {
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(before);
  }

  private static int openMpThreads() {
    Nd4j.getBackend(); // loads the native library
    return NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads();
  }

  @Test
  void oneThreadComputesTheSame() {
    ComputationGraph stock = SmallGraph.stock(new Nesterovs(0.01, 0.9));
    ComputationGraph engine =
        SmallGraph.engine(stock.clone(), EngineSettings.DEFAULT.withThreads(1));

    stock.fit(SmallGraph.data(4, 1));
    engine.fit(SmallGraph.data(4, 1));

    assertThat(openMpThreads()).isEqualTo(1);
    INDArray x = SmallGraph.data(3, 99).getFeatures();
    Graphs.assertClose("output", engine.outputSingle(x), stock.outputSingle(x), 1e-5, 1e-4);
  }
}
