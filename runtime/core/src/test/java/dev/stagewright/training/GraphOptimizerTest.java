package dev.stagewright.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stagewright.data.ImageInput;
import dev.stagewright.data.Stripes;
import dev.stagewright.model.TinyGraph;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.network.DataFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

class GraphOptimizerTest {

  private static final Stripes IMAGES = new Stripes(60, 4);
  private static final ImageInput INPUT = TinyGraph.input(DataFormat.CHANNELS_LAST);

  static Stream<Optimizer> optimizers() {
    return Stream.of(
        Optimizer.sgd(0.05),
        Optimizer.nesterov(0.02, 0.9),
        new Optimizer.Adam(0.01, 0.8, 0.99, 1e-6),
        Optimizer.adamW(0.01, 0.1));
  }

  private static TrainingPlanBuilder plan(Optimizer optimizer) {
    return TrainingPlan.builder().batchSize(20).optimizer(optimizer).seed(2);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void everyParameterIsUpdatedByThePlansOptimizer(Optimizer optimizer) {
    ComputationGraph graph = TinyGraph.build();
    new TrainingSession(graph, INPUT).run(plan(optimizer).build(), IMAGES);

    var states =
        graph.getUpdater().getUpdaterBlocks().stream()
            .map(UpdaterBlock::getLayersAndVariablesInBlock)
            .flatMap(List::stream)
            .toList();
    assertThat(states).hasSize(2 * 2 + 2 * 4 + 2);
    assertThat(states)
        .allSatisfy(
            state ->
                assertThat(state.getLayer().getConfig().getUpdaterByParam(state.getParamName()))
                    .isEqualTo(
                        state.getParamName().matches("mean|var")
                            ? new NoOp()
                            : optimizer.toDl4j()));
    BaseLayer convolution = (BaseLayer) graph.getLayer("conv1").conf().getLayer();
    assertThat(convolution.getRegularization())
        .hasAtLeastOneElementOfType(L2Regularization.class)
        .filteredOn(WeightDecay.class::isInstance)
        .isEqualTo(
            optimizer.weightDecay() == 0
                ? List.of()
                : List.of(new WeightDecay(optimizer.weightDecay(), true)));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void trainingGoesOnFromAFileAsInMemory(Optimizer optimizer, @TempDir Path folder) {
    TrainingPlan twoEpochs = plan(optimizer).epochs(2).build();
    TrainingPlan oneEpoch = plan(optimizer).epochs(1).build();
    TrainingResult whole = new TrainingSession(TinyGraph.build(), INPUT).run(twoEpochs, IMAGES);

    TrainingSession first = new TrainingSession(TinyGraph.build(), INPUT);
    Path file = folder.resolve("model.zip");
    TrainedModel half = first.run(oneEpoch, IMAGES).model();
    half.save(file);
    TrainingResult inMemory = first.run(oneEpoch, IMAGES);
    TrainingResult fromFile = TrainingSession.resume(TrainedModel.load(file)).run(oneEpoch, IMAGES);

    INDArray expected = whole.model().graph().params();
    assertThat(inMemory.model().graph().params()).isEqualTo(expected);
    assertThat(fromFile.model().graph().params()).isEqualTo(expected);
    assertThat(fromFile.last().loss()).isEqualTo(whole.last().loss());
    assertThat(fromFile.model().graph().getUpdater().getStateViewArray())
        .isEqualTo(whole.model().graph().getUpdater().getStateViewArray());
    assertThat(fromFile.model().provenance().earlier()).containsExactly(half.provenance().latest());
  }

  @Test
  void anotherOptimizerStartsAnew() {
    ComputationGraph graph = TinyGraph.build();
    TrainingSession session = new TrainingSession(graph, INPUT);
    session.run(plan(Optimizer.adamW(0.01, 0.1)).build(), IMAGES);
    session.run(plan(Optimizer.adam(0.02)).build(), IMAGES);

    assertThat(graph.getIterationCount()).isEqualTo(3);
    assertThat(graph.getEpochCount()).isEqualTo(2);
    assertThat(((BaseLayer) graph.getLayer("conv1").conf().getLayer()).getRegularization())
        .noneMatch(WeightDecay.class::isInstance);
  }

  @Test
  void weightDecayIsApartFromGradientAndLoss() {
    ComputationGraph plain = TinyGraph.build();
    ComputationGraph decaying = TinyGraph.build();
    EpochReport without =
        new TrainingSession(plain, INPUT).run(oneStep(Optimizer.adam(0.01)), IMAGES).last();
    EpochReport with =
        new TrainingSession(decaying, INPUT)
            .run(oneStep(Optimizer.adamW(0.01, 0.5)), IMAGES)
            .last();

    assertThat(with.loss()).isCloseTo(without.loss(), within(1e-6));
    INDArray start = TinyGraph.build().getLayer("conv2").getParam("W");
    INDArray difference =
        plain.getLayer("conv2").getParam("W").sub(decaying.getLayer("conv2").getParam("W"));
    assertThat(difference.equalsWithEps(start.mul(0.01 * 0.5), 1e-6)).isTrue();
    assertThat(decaying.getLayer("bn2").params()).isEqualTo(plain.getLayer("bn2").params());
    assertThat(decaying.getLayer("output").getParam("b"))
        .isEqualTo(plain.getLayer("output").getParam("b"));
  }

  private static TrainingPlan oneStep(Optimizer optimizer) {
    return plan(optimizer).batchSize(IMAGES.size()).build();
  }
}
