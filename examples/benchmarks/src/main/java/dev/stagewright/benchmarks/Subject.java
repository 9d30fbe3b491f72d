package dev.stagewright.benchmarks;

import dev.stagewright.catalog.NetworkCatalog;
import dev.stagewright.engine.Engines;
import dev.stagewright.engine.Precision;
import dev.stagewright.network.DataFormat;
import dev.stagewright.network.Network;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A network with random weights, on what is to be timed, and a batch to feed it. */
@State(Scope.Benchmark)
public class Subject {

  /** The name of a network on the class path. */
  @Param("ResNet50Elu")
  public String network = "";

  /** The engine in one of its precisions, or Deeplearning4j alone. */
  @Param({"f32", "bf16", "dl4j"})
  public String on = "";

  /** How many images at once. */
  @Param("8")
  public int batch;

  private ComputationGraph graph;
  private DataSet data;

  /**
   * Builds the network.
   *
   * @throws IllegalStateException if the engine is asked for and does not run the network
   */
  @Setup
  public void build() {
    Network built = NetworkCatalog.ofClassPath().builder(network).build();
    ComputationGraph stock = new ComputationGraph(built.configuration());
    stock.init();
    graph = on.equals("dl4j") ? stock : Engines.attach(stock, Precision.of("on", on));
    if (!on.equals("dl4j") && graph.getClass() == ComputationGraph.class) {
      throw new IllegalStateException("%s: %s".formatted(network, Engines.status()));
    }
    data = new DataSet(images(built), labels(built.options().classes()));
  }

  private INDArray images(Network built) {
    var shape = built.options().inputShape();
    long[] dims =
        built.options().dataFormat() == DataFormat.CHANNELS_LAST
            ? new long[] {batch, shape.height(), shape.width(), shape.channels()}
            : new long[] {batch, shape.channels(), shape.height(), shape.width()};
    return Nd4j.rand(DataType.FLOAT, dims);
  }

  private INDArray labels(int classes) {
    INDArray labels = Nd4j.zeros(DataType.FLOAT, batch, classes);
    for (int i = 0; i < batch; i++) {
      labels.putScalar(i, i % classes, 1);
    }
    return labels;
  }

  /** Gives the memory back. */
  @TearDown
  public void close() {
    graph.close();
  }

  ComputationGraph graph() {
    return graph;
  }

  DataSet data() {
    return data;
  }
}
