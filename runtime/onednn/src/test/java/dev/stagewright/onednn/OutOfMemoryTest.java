package dev.stagewright.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagewright.engine.BatchMemoryException;
import dev.stagewright.engine.EngineSettings;
import dev.stagewright.onednn.internal.inference.InferencePlan;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Nesterovs;

/** Memory that ends while a plan is made. */
class OutOfMemoryTest {

  private final ComputationGraph graph = SmallGraph.stock(new Nesterovs(0.01, 0.9));
  private final INDArray[] features = {SmallGraph.data(3, 1).getFeatures()};

  private GraphPlans plans() {
    return new GraphPlans(graph, EngineSettings.DEFAULT, new ParameterWatch());
  }

  private InferencePlan compiled(int batch) {
    INDArray[] inputs = {SmallGraph.data(batch, 1).getFeatures()};
    return plans().inference(graph.params(), inputs);
  }

  private static PlanStore.Key key(long batch) {
    return PlanStore.Key.of("predict", new long[] {}, List.of(new long[] {batch}));
  }

  @Test
  void otherPlansMakeRoomForTheOneThatIsNeeded() {
    PlanStore store = new PlanStore(2);
    InferencePlan first = store.get(InferencePlan.class, key(1), 0, () -> compiled(1));
    Deque<Integer> failures = new ArrayDeque<>(List.of(1));

    InferencePlan second =
        store.get(
            InferencePlan.class,
            key(2),
            0,
            () -> {
              if (failures.poll() != null) {
                throw new OutOfMemoryError("no more");
              }
              return compiled(2);
            });

    assertThat(second).isNotSameAs(first);
    InferencePlan again = store.get(InferencePlan.class, key(1), 0, () -> compiled(1));
    assertThat(again).as("the first one was closed").isNotSameAs(first);
    store.close();
  }

  @Test
  void theBatchIsToldAndTheEngineGoesOn() {
    GraphPlans plans = plans();

    assertThatThrownBy(
            () ->
                plans.tryOn(
                    false,
                    features,
                    inputs -> {
                      throw new OutOfMemoryError("no more");
                    }))
        .isInstanceOf(BatchMemoryException.class)
        .hasMessageMatching(
            "Not enough memory for a prediction with a batch of 3: it needs 0\\.\\d MB, \\d+\\.\\d MB is free outside of the Java heap\\. A batch of 1 fits: use smaller batches, or allow more with -Dorg\\.bytedeco\\.javacpp\\.maxbytes and -Dorg\\.bytedeco\\.javacpp\\.maxphysicalbytes");
    assertThat(plans.tryOn(false, features, inputs -> "on the engine")).contains("on the engine");
  }
}
