package dev.stagewright.onednn;

import dev.stagewright.engine.EngineSettings;
import dev.stagewright.engine.PlanDescription;
import dev.stagewright.engine.Precision;
import dev.stagewright.onednn.internal.inference.InferenceCompiler;
import dev.stagewright.onednn.internal.inference.InferencePlan;
import dev.stagewright.onednn.internal.inspection.PlanInspector;
import dev.stagewright.onednn.internal.inspection.Roofline;
import dev.stagewright.onednn.internal.model.Inputs;
import dev.stagewright.onednn.internal.model.Model;
import dev.stagewright.onednn.internal.model.UnsupportedLayerException;
import dev.stagewright.onednn.internal.plan.Detached;
import dev.stagewright.onednn.internal.plan.ExplanationPlan;
import dev.stagewright.onednn.internal.plan.Natives;
import dev.stagewright.onednn.internal.training.TrainingCompiler;
import dev.stagewright.onednn.internal.training.TrainingPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A graph's plans, kept up to date with its parameters. One thread at a time works on them. */
final class GraphPlans {

  private static final Logger log = LoggerFactory.getLogger(GraphPlans.class);

  private final ComputationGraph graph;
  private final EngineSettings asked;

  /** Those asked for, in a precision that the processor has. */
  private final EngineSettings settings;

  private final ParameterWatch watch;
  private final PlanStore plans;

  /** The last one that explained; it takes no place from the others, which stay in use. */
  private final PlanStore explanations = new PlanStore(1);

  /** Made when the graph is initialized. */
  private @Nullable Inputs knownInputs;

  /** The layer that turned the engine off for this graph, or null. */
  private @Nullable String off;

  GraphPlans(ComputationGraph graph, EngineSettings asked, ParameterWatch watch) {
    this.graph = graph;
    this.asked = asked;
    this.settings =
        Natives.supports(asked.precision()) ? asked : asked.withPrecision(Precision.F32);
    this.watch = watch;
    this.plans = new PlanStore(asked.plans());
  }

  /** The settings that were asked for. */
  EngineSettings asked() {
    return asked;
  }

  /** Those in use; empty if Deeplearning4j runs the graph. */
  synchronized Optional<EngineSettings> settings() {
    return off == null ? Optional.of(settings) : Optional.empty();
  }

  ParameterWatch watch() {
    return watch;
  }

  /** What runs the graph, in one sentence. */
  synchronized String status(String engine) {
    if (off != null) {
      return leftToDeeplearning4j(off);
    }
    int count = settings.threads().orElseGet(Natives::threads);
    boolean lacking = settings.precision() != asked.precision();
    List<String> parts = new ArrayList<>();
    parts.add(engine);
    parts.add(
        settings.precision().type()
            + (lacking ? " since this processor has no bfloat16 arithmetic" : ""));
    parts.add(String.format(Locale.ROOT, "%d thread%s", count, count == 1 ? "" : "s"));
    parts.addAll(settings.otherChanges());
    return String.join(", ", parts);
  }

  /**
   * The same, of a graph with something that the engine does not know.
   *
   * @param unknown names the layer
   */
  static String leftToDeeplearning4j(String unknown) {
    return "Deeplearning4j: the engine does not know " + unknown;
  }

  synchronized void close() {
    plans.close();
    explanations.close();
  }

  /** Work on the arrays as plans read them. */
  interface Work<T> {
    T on(INDArray[] inputs);
  }

  /**
   * Runs work on the engine; empty if Deeplearning4j has to do it.
   *
   * @param training whether a training plan does it
   */
  synchronized <T> Optional<T> tryOn(boolean training, INDArray[] features, Work<T> work) {
    if (off != null) {
      return Optional.empty();
    }
    try {
      inputs().check(shapes(features));
      return Optional.of(bounded(training, features, () -> work.on(dense(features))));
    } catch (UnsupportedLayerException e) {
      close();
      off = e.getMessage();
      log.warn("This graph runs on Deeplearning4j from now on: the engine does not know {}", off);
      return Optional.empty();
    }
  }

  /** Work for which memory may not suffice. */
  private <T> T bounded(boolean training, INDArray[] features, Supplier<T> work) {
    settings.threads().ifPresent(Natives::useThreads);
    try {
      return work.get();
    } catch (OutOfMemoryError e) {
      close();
      throw BatchMemory.exceeded(
          training ? "a training step" : "a prediction",
          features[0].size(0),
          batch -> bytes(training, features, batch),
          e);
    }
  }

  private long bytes(boolean training, INDArray[] features, long batch) {
    List<long[]> shapes = shapes(features);
    shapes.forEach(shape -> shape[0] = batch);
    Model model = inputs().model(shapes);
    return training
        ? TrainingCompiler.bytes(model, batch, settings)
        : InferenceCompiler.bytes(model, batch, settings);
  }

  private Inputs inputs() {
    if (knownInputs == null) {
      knownInputs = new Inputs(graph);
    }
    return knownInputs;
  }

  private static List<long[]> shapes(INDArray[] arrays) {
    return Arrays.stream(arrays).map(array -> array.shape().clone()).toList();
  }

  /** The arrays as plans read them: float32, row after row. */
  private static INDArray[] dense(INDArray[] arrays) {
    return Detached.make(
        () -> Arrays.stream(arrays).map(GraphPlans::dense).toArray(INDArray[]::new));
  }

  private static INDArray dense(INDArray array) {
    INDArray floats = array.castTo(DataType.FLOAT);
    return floats.ordering() == 'c' && Shape.hasDefaultStridesForShape(floats)
        ? floats
        : floats.dup('c');
  }

  /** The plan for inputs of these shapes, with the parameters as they are now. */
  InferencePlan inference(INDArray parameters, INDArray[] inputs) {
    long[] addresses = {address(parameters)};
    InferencePlan plan =
        plans.get(
            InferencePlan.class,
            PlanStore.Key.of("predict", addresses, shapes(inputs)),
            watch.version(parameters, settings),
            () ->
                InferenceCompiler.compile(
                    inputs().model(shapes(inputs)), inputs[0].size(0), settings, addresses[0]));
    watch.covered(); // compiling has looked at the layers, too
    return plan;
  }

  /** The plan for inputs of these shapes, with the parameters as the last update left them. */
  TrainingPlan training(INDArray parameters, INDArray gradients, INDArray[] inputs) {
    long[] addresses = {address(parameters), address(gradients)};
    TrainingPlan plan =
        plans.get(
            TrainingPlan.class,
            PlanStore.Key.of("train", addresses, shapes(inputs)),
            watch.versionAtMost(),
            () ->
                TrainingCompiler.compile(
                    inputs().model(shapes(inputs)),
                    inputs[0].size(0),
                    settings,
                    addresses[0],
                    addresses[1]));
    watch.covered();
    return plan;
  }

  /** What explains by a layer's maps, with the parameters as they are now. */
  ExplanationPlan explanation(INDArray parameters, INDArray[] inputs, String layer) {
    long[] addresses = {address(parameters)};
    ExplanationPlan plan =
        explanations.get(
            ExplanationPlan.class,
            PlanStore.Key.of("explain by " + layer, addresses, shapes(inputs)),
            watch.version(parameters, settings),
            () -> {
              Model model = inputs().model(shapes(inputs));
              return InferenceCompiler.compileExplaining(model, layer, settings, addresses[0])
                  .orElseGet(
                      () ->
                          TrainingCompiler.compileExplaining(model, layer, settings, addresses[0]));
            });
    watch.covered();
    return plan;
  }

  synchronized PlanDescription describe(
      INDArray parameters, INDArray gradients, long[] inputShape, boolean training, int runs) {
    inputs().check(List.of(inputShape));
    INDArray[] inputs = {Nd4j.rand(DataType.FLOAT, inputShape)};
    return bounded(
        training,
        inputs,
        () ->
            new PlanInspector(
                    training
                        ? training(parameters, gradients, inputs)
                        : inference(parameters, inputs))
                .describe(inputs, runs));
  }

  double convolutionSeconds(long[] inputShape, boolean training, int runs) {
    settings.threads().ifPresent(Natives::useThreads);
    Model model = inputs().model(List.of(inputShape));
    return new Roofline(model, inputShape[0], settings).seconds(training, runs);
  }

  private static long address(INDArray array) {
    return array.data().pointer().address() + array.offset() * Float.BYTES;
  }
}
