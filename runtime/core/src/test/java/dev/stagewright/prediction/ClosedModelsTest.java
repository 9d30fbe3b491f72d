package dev.stagewright.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagewright.engine.Engines;
import dev.stagewright.model.TinyGraph;
import dev.stagewright.network.DataFormat;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;

class ClosedModelsTest {

  private static final int WIDTH = 2048;
  private static final int MODELS = 12;

  /** Parameters of the widest layer. */
  private static final long MODEL_BYTES = (long) WIDTH * WIDTH * Float.BYTES;

  private static final BufferedImage IMAGE = new BufferedImage(12, 12, BufferedImage.TYPE_INT_RGB);

  private static Classifier large() {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("input")
                .setInputTypes(TinyGraph.SHAPE.toDl4j(DataFormat.CHANNELS_LAST))
                .addLayer(
                    "pool",
                    new GlobalPoolingLayer.Builder(PoolingType.AVG).poolingDimensions(1, 2).build(),
                    "input")
                .appendLayer("wide", new DenseLayer.Builder().nOut(WIDTH).build())
                .appendLayer("wide2", new DenseLayer.Builder().nOut(WIDTH).build())
                .appendLayer("output", new OutputLayer.Builder().nOut(3).build())
                .setOutputs("output")
                .build());
    graph.init();
    return new Classifier(
        Engines.attach(graph),
        List.of("across", "upright", "slanted"),
        TinyGraph.input(DataFormat.CHANNELS_LAST));
  }

  private static Classifier usedAndClosed() {
    BatchingClassifier batching = new BatchingClassifier(large(), Batching.DEFAULT);
    assertThat(batching.classify(IMAGE, 1).join()).hasSize(1);
    batching.close();
    return batching.classifier();
  }

  /** They stay reachable, so that the garbage collector cannot do what closing has to. */
  @Test
  void manyModelsGiveTheirMemoryBackWhenClosed() {
    List<Classifier> closed = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      closed.add(usedAndClosed());
    }
    long before = Pointer.physicalBytes();

    for (int i = 0; i < MODELS; i++) {
      closed.add(usedAndClosed());
    }

    assertThat(Pointer.physicalBytes() - before).isLessThan(MODELS * MODEL_BYTES / 2);
    assertThat(closed).hasSize(MODELS + 3);
  }

  @Test
  void aClosedClassifierSaysSoAndSoDoesOneOfTheSameGraph() {
    Classifier classifier = large();
    Classifier other = classifier.allowingNonFinite();

    classifier.close();
    classifier.close();

    assertThatThrownBy(() -> other.classify(IMAGE, 1))
        .isInstanceOf(PredictionException.class)
        .hasMessage("This classifier is closed; load its model again");
  }
}
