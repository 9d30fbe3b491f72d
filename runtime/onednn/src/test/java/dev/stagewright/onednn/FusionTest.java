package dev.stagewright.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stagewright.catalog.NetworkCatalog;
import dev.stagewright.engine.EngineSettings;
import dev.stagewright.engine.PlanStep;
import dev.stagewright.engine.Precision;
import dev.stagewright.network.Network;
import dev.stagewright.onednn.internal.plan.Natives;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What plans of ready-made networks compute in one pass over the memory. */
class FusionTest {

  private static final int SIDE = 33;

  /**
   * @param fused what some step of this kind computes on the way, and none anything else
   */
  @ParameterizedTest
  @CsvSource({
    "SeResNet50, F32, false, gate, sum+relu",
    "SeResNet50, BF16, false, gate, sum+relu",
    "SeResNet50, F32, false, dense, relu|sigmoid|",
    "SeResNet50, BF16, false, dense, relu|sigmoid|",
    "SeResNet50, F32, true, multiply, sum+relu",
    "SeResNet50, BF16, true, multiply, sum+relu",
    "KerasResNet50V2, F32, false, batchnorm, shift+relu",
    "KerasResNet50V2, BF16, false, batchnorm, shift+relu",
    "KerasResNet50V2, F32, true, batchnorm, relu",
    "KerasResNet50V2, BF16, true, batchnorm, relu",
    "TorchResNet50, F32, true, batchnorm, relu|",
    "TorchResNet50, F32, true, add, relu",
    "TorchResNet50, F32, false, conv, bn|bn+relu|bn+sum+relu",
    "TorchResNeXt50, F32, false, conv, bn|bn+relu|bn+sum+relu",
    "WideResNet28x10Elu, F32, false, batchnorm, shift+elu",
  })
  void isOnePass(String name, Precision precision, boolean training, String kind, String fused) {
    assumeTrue(
        precision == Precision.F32 || Natives.hasBf16(),
        "this processor has no bfloat16 arithmetic");
    NetworkCatalog catalog = NetworkCatalog.ofClassPath();
    Network network = catalog.builder(name).inputShape(SIDE, SIDE, 3).build();
    ComputationGraph stock = new ComputationGraph(network.configuration());
    stock.init();
    EngineSettings settings =
        EngineSettings.DEFAULT.withPrecision(precision).withWinograd(EngineSettings.Winograd.NEVER);
    ComputationGraph engine = SmallGraph.engine(stock, settings);

    List<PlanStep> steps =
        new OneDnnDiagnostics()
            .describe(engine, new long[] {2, SIDE, SIDE, 3}, training, 0)
            .steps();

    assertThat(steps)
        .filteredOn(step -> step.primitive().equals(kind))
        .extracting(PlanStep::fused)
        .containsOnly(fused.split("\\|", -1));
  }
}
