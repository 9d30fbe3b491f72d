package dev.stagewright.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.engine.Engines;
import dev.stagewright.networks.ResNet18EluNetwork;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;

/**
 * Training beside other work on the processors and alone, by turns with other ways to wait. A
 * comparison of times, so not one of the ordinary tests; docs/performance.md has the command.
 */
class BusyMachine {

  private static final int TURNS = 9;

  /** Trains for three seconds and prints the steps a second. */
  static final class Training {
    private Training() {}

    /** Trains. */
    public static void main(String[] arguments) {
      boolean small = arguments[0].equals("small");
      ComputationGraph graph =
          small
              ? SmallGraph.engine(SmallGraph.stock(32, 64, new Nesterovs(0.01, 0.9)))
              : Engines.attach(ResNet18EluNetwork.builder().classes(5).build().build());
      DataSet data =
          small
              ? SmallGraph.data(32, 16, 1)
              : new DataSet(Nd4j.rand(8, 224, 224, 3), Nd4j.eye(5).getRows(0, 1, 2, 3, 4, 0, 1, 2));
      for (int i = 0; i < 5; i++) {
        graph.fit(data);
      }
      long start = System.nanoTime();
      int steps = 0;
      while (System.nanoTime() - start < 3_000_000_000L) {
        graph.fit(data);
        steps++;
      }
      System.out.println("steps " + steps / ((System.nanoTime() - start) / 1e9));
    }
  }

  private static double stepsASecond(String network, Map<String, String> environment)
      throws Exception {
    String output =
        ChildProcess.run(
                Training.class,
                List.of("-Xmx300m", "-Dorg.bytedeco.javacpp.maxbytes=4g"),
                environment,
                network)
            .output();
    return Double.parseDouble(output.substring(output.lastIndexOf("steps ") + 6).strip());
  }

  @Test
  void besideTwoBusyProcessesIsAsFastAsWithoutSpinning() throws Exception {
    List<Process> busy = new ArrayList<>();
    try {
      for (int i = 0; i < 2; i++) {
        busy.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
      }
      assertThat(
              ratio(
                  "small",
                  "a blocking wait beside two busy processes",
                  "OMP_WAIT_POLICY",
                  "PASSIVE"))
          .isGreaterThan(0.8);
    } finally {
      busy.forEach(Process::destroyForcibly);
    }
  }

  /** 300,000 looks are what libgomp does by default. */
  @Test
  void onAnIdleMachineIsAsFastAsSpinning() throws Exception {
    assertThat(
            ratio(
                "ResNet18Elu", "libgomp's default on an idle machine", "GOMP_SPINCOUNT", "300000"))
        .isGreaterThan(0.97);
  }

  /** The rate as the library sets it by that in another environment, the median of pairs. */
  private static double ratio(String network, String against, String name, String value)
      throws Exception {
    // Pair by pair, since single turns vary by a factor of two.
    List<Double> ratios = new ArrayList<>();
    for (int turn = 0; turn < TURNS; turn++) {
      double other = stepsASecond(network, Map.of(name, value));
      ratios.add(stepsASecond(network, Map.of()) / other);
    }
    Collections.sort(ratios);
    System.out.println("against " + against + ": " + ratios);
    return ratios.get(TURNS / 2);
  }
}
