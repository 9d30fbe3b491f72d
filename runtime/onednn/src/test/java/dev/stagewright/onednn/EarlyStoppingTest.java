package dev.stagewright.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.EarlyStoppingResult;
import org.deeplearning4j.earlystopping.saver.InMemoryModelSaver;
import org.deeplearning4j.earlystopping.scorecalc.DataSetLossCalculator;
import org.deeplearning4j.earlystopping.termination.MaxEpochsTerminationCondition;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingGraphTrainer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Nesterovs;

/** Deeplearning4j's early stopping with a graph on the engine. */
class EarlyStoppingTest {

  @Test
  void scoresAsDeeplearning4jAndKeepsTheBestModelOnTheEngine() {
    ComputationGraph stock = SmallGraph.stock(new Nesterovs(0.05, 0.9));
    ComputationGraph engine = SmallGraph.engine(stock.clone());

    EarlyStoppingResult<ComputationGraph> expected = train(stock);
    EarlyStoppingResult<ComputationGraph> found = train(engine);

    assertThat(found.getScoreVsEpoch()).hasSameSizeAs(expected.getScoreVsEpoch()).hasSize(4);
    found
        .getScoreVsEpoch()
        .forEach(
            (epoch, score) ->
                assertThat(score).isCloseTo(expected.getScoreVsEpoch().get(epoch), within(1e-3)));
    ComputationGraph best = found.getBestModel();
    assertThat(best).isInstanceOf(OneDnnGraph.class).isNotSameAs(engine);
    INDArray x = SmallGraph.data(3, 99).getFeatures();
    Graphs.assertClose(
        "output", best.outputSingle(x), expected.getBestModel().outputSingle(x), 1e-3, 1e-2);
  }

  private static EarlyStoppingResult<ComputationGraph> train(ComputationGraph graph) {
    List<DataSet> training =
        List.of(SmallGraph.data(8, 1), SmallGraph.data(8, 2), SmallGraph.data(4, 3));
    var heldOut = new ListDataSetIterator<>(List.of(SmallGraph.data(8, 4)), 8);
    var configuration =
        new EarlyStoppingConfiguration.Builder<ComputationGraph>()
            .epochTerminationConditions(new MaxEpochsTerminationCondition(4))
            .scoreCalculator(new DataSetLossCalculator(heldOut, true))
            .modelSaver(new InMemoryModelSaver<>())
            .build();
    var batches = new ListDataSetIterator<>(training, 8);
    return new EarlyStoppingGraphTrainer(configuration, graph, batches).fit();
  }
}
