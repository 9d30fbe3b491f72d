package dev.stagewright.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.engine.Precision;
import dev.stagewright.onednn.plan.InferencePlan;
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

  private InferencePlan compiled(int batch) {
    INDArray[] inputs = {SmallGraph.data(batch, 1).getFeatures()};
    return new GraphPlans(graph, Precision.F32).inference(graph.params(), inputs);
  }

  private static PlanStore.Key key(long batch) {
    return new PlanStore.Key(false, Precision.F32, List.of(List.of(batch)));
  }

  @Test
  void otherPlansMakeRoomForTheOneThatIsNeeded() {
    PlanStore store = new PlanStore();
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
  void theGraphGoesOnOnDeeplearning4j() {
    GraphPlans plans = new GraphPlans(graph, Precision.F32);

    assertThat(
            plans.tryOn(
                features,
                inputs -> {
                  throw new OutOfMemoryError("no more");
                }))
        .isEmpty();
    assertThat(plans.tryOn(features, inputs -> "on the engine"))
        .as("not tried again at every step")
        .isEmpty();
  }
}
