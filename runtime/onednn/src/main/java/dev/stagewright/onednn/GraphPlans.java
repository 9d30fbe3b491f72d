package dev.stagewright.onednn;

import dev.stagewright.engine.PlanDescription;
import dev.stagewright.engine.Precision;
import dev.stagewright.engine.Threads;
import dev.stagewright.onednn.model.Model;
import dev.stagewright.onednn.model.ModelReader;
import dev.stagewright.onednn.model.UnsupportedLayerException;
import dev.stagewright.onednn.plan.BareConvolutions;
import dev.stagewright.onednn.plan.Detached;
import dev.stagewright.onednn.plan.InferenceCompiler;
import dev.stagewright.onednn.plan.InferencePlan;
import dev.stagewright.onednn.plan.Natives;
import dev.stagewright.onednn.plan.PlanInspector;
import dev.stagewright.onednn.plan.TrainingCompiler;
import dev.stagewright.onednn.plan.TrainingPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.deeplearning4j.nn.graph.ComputationGraph;
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
  private final Precision precision;
  private final OptionalInt threads = Threads.chosen();
  private final PlanStore plans = new PlanStore();

  /** Counts the changes of the parameters. */
  private long version = 0;

  /** Whether somebody got hold of the parameters since {@link #fingerprint} was taken. */
  private boolean exposed = false;

  private long fingerprint = 0;

  /** A fault that turned the engine off for this graph. */
  private boolean off = false;

  GraphPlans(ComputationGraph graph, Precision precision) {
    this.graph = graph;
    this.precision = precision;
  }

  Precision precision() {
    return precision;
  }

  /** Somebody wrote into the parameters. */
  void changed() {
    version++;
  }

  /** Somebody got hold of the parameters and may write into them. */
  void exposed() {
    exposed = true;
  }

  synchronized void close() {
    plans.close();
  }

  /** Work on the arrays as plans read them. */
  interface Work<T> {
    T on(INDArray[] inputs);
  }

  /** Runs work on the engine; empty if Deeplearning4j has to do it. */
  synchronized <T> Optional<T> tryOn(INDArray[] features, Work<T> work) {
    if (off) {
      return Optional.empty();
    }
    threads.ifPresent(Natives::useThreads);
    try {
      return Optional.of(work.on(dense(features)));
    } catch (UnsupportedLayerException e) {
      turnOff("the engine does not know " + e.getMessage());
    } catch (OutOfMemoryError e) {
      turnOff("there is not enough memory for a plan: " + e.getMessage());
    }
    return Optional.empty();
  }

  private void turnOff(String reason) {
    plans.close();
    off = true;
    log.warn("This graph runs on Deeplearning4j from now on: {}", reason);
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
    if (exposed) {
      long now = Fingerprint.of(parameters);
      if (now != fingerprint) {
        fingerprint = now;
        version++;
      }
    }
    InferencePlan plan =
        plans.get(
            InferencePlan.class,
            key(false, inputs),
            version,
            () ->
                InferenceCompiler.compile(
                    model(inputs), inputs[0].size(0), precision, address(parameters)));
    exposed = false; // compiling has looked at the layers, too
    return plan;
  }

  /** The plan for inputs of these shapes, with the parameters as the last update left them. */
  TrainingPlan training(INDArray parameters, INDArray gradients, INDArray[] inputs) {
    if (exposed) {
      version++;
    }
    TrainingPlan plan =
        plans.get(
            TrainingPlan.class,
            key(true, inputs),
            version,
            () ->
                TrainingCompiler.compile(
                    model(inputs),
                    inputs[0].size(0),
                    precision,
                    address(parameters),
                    address(gradients)));
    exposed = false;
    return plan;
  }

  synchronized PlanDescription describe(
      INDArray parameters, INDArray gradients, long[] inputShape, boolean training, int runs) {
    threads.ifPresent(Natives::useThreads);
    INDArray[] inputs = {Nd4j.rand(DataType.FLOAT, inputShape)};
    PlanInspector inspector =
        new PlanInspector(
            training ? training(parameters, gradients, inputs) : inference(parameters, inputs));
    return inspector.describe(inputs, runs);
  }

  double convolutionSeconds(long[] inputShape, boolean training, int runs) {
    threads.ifPresent(Natives::useThreads);
    Model model = ModelReader.read(graph, List.of(inputShape));
    return new BareConvolutions(model, inputShape[0], precision).seconds(training, runs);
  }

  private Model model(INDArray[] inputs) {
    return ModelReader.read(graph, Arrays.stream(inputs).map(INDArray::shape).toList());
  }

  private PlanStore.Key key(boolean training, INDArray[] inputs) {
    List<List<Long>> shapes = new ArrayList<>();
    for (INDArray input : inputs) {
      shapes.add(Arrays.stream(input.shape()).boxed().toList());
    }
    return new PlanStore.Key(training, precision, shapes);
  }

  private static long address(INDArray array) {
    return array.data().pointer().address() + array.offset() * Float.BYTES;
  }
}
