package dev.stagewright.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stagewright.engine.Precision;
import dev.stagewright.onednn.internal.plan.Natives;
import org.assertj.core.data.Percentage;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Nesterovs;

/** bfloat16 against float32: eight bits of a significand instead of 24. */
class Bf16Test {

  private final ComputationGraph full =
      SmallGraph.engine(SmallGraph.stock(new Nesterovs(0.01, 0.9)));
  private final ComputationGraph half =
      new OneDnnEngine().attach(SmallGraph.stock(new Nesterovs(0.01, 0.9)), Precision.BF16);

  @Test
  void outputsAreCloseAndTrainingFollows() {
    assumeTrue(Natives.hasBf16(), "this processor has no bfloat16 arithmetic");
    INDArray x = SmallGraph.data(4, 9).getFeatures();
    INDArray first = half.outputSingle(x);
    Graphs.assertClose("output", first, full.outputSingle(x), 5e-3, 2e-2);
    assertThat(first).as("really in bfloat16").isNotEqualTo(full.outputSingle(x));
    for (int i = 0; i < 20; i++) {
      full.fit(SmallGraph.data(4, i));
      half.fit(SmallGraph.data(4, i));
      assertThat(half.score()).isCloseTo(full.score(), Percentage.withPercentage(2));
    }
    Graphs.assertClose("output", half.outputSingle(x), full.outputSingle(x), 1e-2, 4e-2);
  }
}
