package dev.stagewright.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Nesterovs;

/**
 * Training beside other work on the processors, by turns with threads that wait without spinning. A
 * comparison of times, so not one of the ordinary tests; docs/performance.md has the command.
 */
class BusyMachine {

  private static final int TURNS = 9;

  /** Trains for three seconds and prints the steps a second. */
  static final class Training {
    private Training() {}

    /** Trains. */
    public static void main(String[] arguments) {
      ComputationGraph graph =
          SmallGraph.engine(SmallGraph.stock(32, 64, new Nesterovs(0.01, 0.9)));
      DataSet data = SmallGraph.data(32, 16, 1);
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

  private static double stepsASecond(Map<String, String> environment) throws Exception {
    String output = ChildProcess.run(Training.class, List.of("-Xmx300m"), environment).output();
    return Double.parseDouble(output.substring(output.lastIndexOf("steps ") + 6).strip());
  }

  @Test
  void besideTwoBusyProcessesIsAsFastAsWithoutSpinning() throws Exception {
    List<Process> busy = new ArrayList<>();
    try {
      for (int i = 0; i < 2; i++) {
        busy.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
      }
      // Pair by pair, since single turns vary by a factor of two.
      List<Double> ratios = new ArrayList<>();
      for (int turn = 0; turn < TURNS; turn++) {
        double blocking = stepsASecond(Map.of("OMP_WAIT_POLICY", "PASSIVE"));
        ratios.add(stepsASecond(Map.of()) / blocking);
      }
      assertThat(median(ratios)).as("against a blocking wait, %s", ratios).isGreaterThan(0.8);
    } finally {
      busy.forEach(Process::destroyForcibly);
    }
  }

  private static double median(List<Double> values) {
    Collections.sort(values);
    return values.get(values.size() / 2);
  }
}
