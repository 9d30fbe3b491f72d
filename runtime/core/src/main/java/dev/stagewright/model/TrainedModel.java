package dev.stagewright.model;

import dev.stagewright.data.ImageInput;
import dev.stagewright.engine.EngineSettings;
import dev.stagewright.files.OutputFile;
import dev.stagewright.tasks.TaskCoding;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/**
 * A trained network with all that is needed to use it. Its file is a Deeplearning4j model, which
 * {@code ComputationGraph.load} opens, with one more entry, {@code stagewright.json}.
 *
 * @param graph the network
 * @param labels the names of what it tells: of class, label or value i at index i; of no and yes
 * @param input how images become its input
 * @param coding what its outputs mean
 * @param provenance where it comes from
 * @param memory what training needs to go on beside what Deeplearning4j keeps; null for nothing
 */
public record TrainedModel(
    ComputationGraph graph,
    List<String> labels,
    ImageInput input,
    TaskCoding coding,
    Provenance provenance,
    @Nullable TrainingMemory memory) {

  /**
   * Checks that the graph ends in a head for the task and the labels, and that the labels are
   * different and readable, else throws {@link ModelException}.
   */
  public TrainedModel {
    labels = List.copyOf(labels);
    TaskHead head = TaskHead.of(graph, labels);
    Labels.check(labels);
    if (coding.task() != head.task()) {
      throw new ModelException(
          "task: found %s; the output \"%s\" is one for %s"
              .formatted(coding.task(), head.layer(), head.task()));
    }
    coding.check(head.outputs());
  }

  /**
   * A model without more memory of its training than Deeplearning4j keeps.
   *
   * @param graph the network
   * @param labels the names of what it tells: of class, label or value i at index i; of no and yes
   * @param input how images become its input
   * @param coding what its outputs mean
   * @param provenance where it comes from
   * @throws ModelException if these do not fit
   */
  public TrainedModel(
      ComputationGraph graph,
      List<String> labels,
      ImageInput input,
      TaskCoding coding,
      Provenance provenance) {
    this(graph, labels, input, coding, provenance, null);
  }

  /**
   * A model of the task that its graph's head tells, with thresholds of 0.5 and values as they are.
   *
   * @param graph the network
   * @param labels the names of what it tells: of class, label or value i at index i; of no and yes
   * @param input how images become its input
   * @param provenance where it comes from
   * @throws ModelException if graph and labels do not fit
   */
  public TrainedModel(
      ComputationGraph graph, List<String> labels, ImageInput input, Provenance provenance) {
    this(graph, labels, input, TaskHead.of(graph, labels).coding(), provenance);
  }

  TrainedModel withMemory(@Nullable TrainingMemory memory) {
    return new TrainedModel(graph, labels, input, coding, provenance, memory);
  }

  /**
   * All that is known of the model, as its file's {@code stagewright.json} has it: labels, input,
   * what outputs mean, provenance, and {@code parametersSha256}, the SHA-256 of the parameters as
   * little-endian float32 in the graph's order.
   *
   * @return a JSON object
   */
  public String toJson() {
    return ModelHeader.of(this).toJson(parametersSha256());
  }

  /**
   * The SHA-256 of the parameters as little-endian float32 in the order of {@code graph.params()}.
   *
   * @return 64 hexadecimal digits, equal if every bit is
   */
  public String parametersSha256() {
    return FloatArrays.sha256(graph.params());
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
   * those that were saved. The fastest engine that runs it is attached. Nothing of the file is
   * executed: no Java object is deserialized, and of the classes that its configuration names only
   * Deeplearning4j's and ours are loaded.
   *
   * @param file a file that {@link #save} wrote
   * @return the model
   * @throws ModelException if it is no such file, not whole, or has values that are NaN, infinite
   *     or beyond 1e18
   */
  public static TrainedModel load(Path file) {
    return load(file, Set.of());
  }

  /**
   * Loads a model that has layers, activation functions or the like of your own, as {@link
   * #load(Path)} does.
   *
   * @param file a file that {@link #save} wrote
   * @param allowed the binary names of classes that its configuration may name besides
   *     Deeplearning4j's and ours
   * @return the model
   * @throws ModelException if it is no such file, not whole, names a class that is not allowed, or
   *     has values that are NaN, infinite or beyond 1e18
   */
  public static TrainedModel load(Path file, Collection<String> allowed) {
    return load(file, allowed, EngineSettings.chosen());
  }

  /**
   * Loads a model as {@link #load(Path, Collection)} does, with the engine's settings given.
   *
   * @param file a file that {@link #save} wrote
   * @param allowed the binary names of classes that its configuration may name besides
   *     Deeplearning4j's and ours
   * @param settings how the engine, if there is one, computes
   * @return the model
   * @throws ModelException if it is no such file, not whole, names a class that is not allowed, or
   *     has values that are NaN, infinite or beyond 1e18
   */
  public static TrainedModel load(Path file, Collection<String> allowed, EngineSettings settings) {
    return ModelFile.load(file, Set.copyOf(allowed), settings);
  }

  /**
   * Loads a model that Deeplearning4j alone has saved, as {@link #load(Path)} does.
   *
   * @param file a file that Deeplearning4j wrote
   * @param labels the names of what it tells: of class, label or value i at index i; of no and yes
   * @param input how images become its input
   * @return the model
   * @throws ModelException if it is no such file, not whole, or has values that are NaN, infinite
   *     or beyond 1e18
   */
  public static TrainedModel loadDl4j(Path file, List<String> labels, ImageInput input) {
    return loadDl4j(file, labels, input, Set.of());
  }

  /**
   * Loads a model that Deeplearning4j alone has saved, with classes of your own, as {@link
   * #load(Path, Collection)} does.
   *
   * @param file a file that Deeplearning4j wrote
   * @param labels the names of what it tells: of class, label or value i at index i; of no and yes
   * @param input how images become its input
   * @param allowed the binary names of classes that its configuration may name besides
   *     Deeplearning4j's and ours
   * @return the model
   * @throws ModelException if it is no such file, not whole, names a class that is not allowed, or
   *     has values that are NaN, infinite or beyond 1e18
   */
  public static TrainedModel loadDl4j(
      Path file, List<String> labels, ImageInput input, Collection<String> allowed) {
    return new TrainedModel(
        ModelFile.loadGraph(file, input, Set.copyOf(allowed)),
        labels,
        input,
        Provenance.unknown(file.toString()));
  }
}
