package dev.stagewright.model;

import dev.stagewright.data.ImageInput;
import dev.stagewright.files.OutputFile;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A trained network with all that is needed to use it. Its file is a Deeplearning4j model, which
 * {@code ComputationGraph.load} opens, with one more entry, {@code stagewright.json}.
 *
 * @param graph the network
 * @param labels the name of class i at index i
 * @param input how images become its input
 * @param provenance where it comes from
 */
public record TrainedModel(
    ComputationGraph graph, List<String> labels, ImageInput input, Provenance provenance) {

  /** Checks that the graph classifies and has one output per label. */
  public TrainedModel {
    labels = List.copyOf(labels);
    ClassifierHead.of(graph).check(labels);
  }

  /**
   * Saves the model with its updater's state. The file appears whole or not at all; a file that was
   * there before stays until then.
   *
   * @param file in an existing folder
   * @throws dev.stagewright.files.OutputException if it cannot be written
   */
  public void save(Path file) {
    OutputFile.write(file, out -> ModelFile.write(this, out));
  }

  /**
   * Saves the model, as {@link #save(Path)} does, to an output that was reserved before the
   * training.
   *
   * @param output not yet written
   * @throws dev.stagewright.files.OutputException if it cannot be written
   */
  public void save(OutputFile output) {
    output.write(out -> ModelFile.write(this, out));
  }

  /**
   * Loads a model, ready to predict and to train on: parameters, updater's state and counters are
   * those that were saved. The fastest engine that runs it is attached.
   *
   * @param file a file that {@link #save} wrote
   * @return the model
   * @throws ModelException if it is no such file or not whole
   */
  public static TrainedModel load(Path file) {
    return ModelFile.load(file);
  }

  /**
   * Loads a model that Deeplearning4j alone has saved.
   *
   * @param file a file that Deeplearning4j wrote
   * @param labels the name of class i at index i
   * @param input how images become its input
   * @return the model
   * @throws ModelException if it is no such file or not whole
   */
  public static TrainedModel loadDl4j(Path file, List<String> labels, ImageInput input) {
    return new TrainedModel(
        ModelFile.loadGraph(file), labels, input, Provenance.unknown(file.toString()));
  }
}
