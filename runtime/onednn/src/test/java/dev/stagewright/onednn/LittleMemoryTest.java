package dev.stagewright.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.engine.BatchMemoryException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Nesterovs;

/**
 * Memory that ends anywhere while a plan is made or run, in processes that would not survive it.
 */
class LittleMemoryTest {

  /** Compiles with less and less room, and then with enough again. */
  static final class Compiling {

    private static final int TURNS = 60;

    private Compiling() {}

    /**
     * Compiles.
     *
     * @param arguments a seed
     */
    public static void main(String[] arguments) {
      Random random = new Random(Long.parseLong(arguments[0]));
      ComputationGraph stock = SmallGraph.stock(new Nesterovs(0.01, 0.9));
      ComputationGraph used = SmallGraph.engine(stock.clone());
      DataSet data = SmallGraph.data(4, 1);
      INDArray expected = used.outputSingle(data.getFeatures()).dup();
      used.fit(data);
      int refused = 0;
      for (int i = 0; i < TURNS; i++) {
        ComputationGraph graph = SmallGraph.engine(stock.clone());
        // Half of the time in the middle of oneDNN's small objects, else in the plan's memory.
        int room = 1 + random.nextInt(random.nextBoolean() ? 4_000 : 400_000);
        long fill = Pointer.maxBytes() - Pointer.totalBytes() - room;
        BytePointer filling = new BytePointer(fill);
        boolean fits = uses(graph, data, random.nextBoolean());
        filling.deallocate();
        refused += fits ? 0 : 1;
        if (!fits && !graph.outputSingle(data.getFeatures()).equalsWithEps(expected, 1e-6)) {
          throw new IllegalStateException("wrong numbers with enough memory again");
        }
        graph.close();
      }
      System.out.println("refused " + refused + " of " + TURNS);
    }

    private static boolean uses(ComputationGraph graph, DataSet data, boolean training) {
      try {
        if (training) {
          graph.fit(data);
        } else {
          graph.output(data.getFeatures());
        }
        return true;
      } catch (BatchMemoryException e) {
        return false;
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, -Xss1m", "2, -Xss1m", "3, -Xss1m", "4, -Xss512k"})
  void endsInAnExceptionAndTheEngineGoesOn(int seed, String stack) throws Exception {
    ChildProcess.Result result =
        ChildProcess.run(
            Compiling.class,
            List.of(
                "-Xmx200m",
                stack,
                "-Dorg.bytedeco.javacpp.maxbytes=20m",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                "-Dorg.bytedeco.javacpp.maxretries=1"),
            Map.of("MALLOC_PERTURB_", "165", "GOMP_SPINCOUNT", "1000"),
            String.valueOf(seed));

    assertThat(result.output()).containsPattern("refused [1-9]\\d* of 60");
    assertThat(result.exitCode()).isZero();
  }
}
