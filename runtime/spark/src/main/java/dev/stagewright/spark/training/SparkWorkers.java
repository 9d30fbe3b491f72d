package dev.stagewright.spark.training;

import dev.stagewright.engine.Precision;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.spark.executor.ClusterCheck;
import dev.stagewright.spark.executor.Requirements;
import dev.stagewright.training.PartOfStep;
import dev.stagewright.training.PartOfValidation;
import dev.stagewright.training.StepOrder;
import dev.stagewright.training.TrainingException;
import dev.stagewright.training.TrainingPlan;
import dev.stagewright.training.Workers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/** Replicas in the executors of a Spark application. */
final class SparkWorkers implements Workers, AutoCloseable {

  /** As long as the parameters: these, the engine's gradients, and sums of them. */
  private static final long ARRAYS = 3;

  private final JavaSparkContext spark;
  private final ReplicaStart start;
  private final Consumer<String> warn;
  private final List<String> places;
  private final List<String> restored = new ArrayList<>();
  private boolean averages;
  private int gathered;
  private boolean hasStepped;
  private boolean hasProgressed;
  private @Nullable StepJobs jobs;

  /**
   * Takes the executors that there are now.
   *
   * @param start what is known before the run begins
   * @param warn is told what is slow about them
   */
  SparkWorkers(JavaSparkContext spark, ReplicaStart start, Consumer<String> warn) {
    this.spark = spark;
    this.warn = warn;
    this.start = start;
    this.places = Places.of(spark);
    forget(""); // what a driver that was killed has left
  }

  private RunStorage storage() {
    return start.storage();
  }

  private StepJobs jobs() {
    return Objects.requireNonNull(jobs, "begin comes first");
  }

  @Override
  public void put(String name, InputStream values) throws IOException {
    try (OutputStream out = storage().create(ReplicaStart.ARRAYS + name + "/0.f32")) {
      values.transferTo(out);
    }
    restored.add(name);
  }

  @Override
  public void begin(TrainedModel model, TrainingPlan plan, int steps) {
    averages = plan.averaging().decay() > 0;
    long bytes = ARRAYS * Float.BYTES * model.graph().numParams();
    ClusterCheck.require(spark, new Requirements(Precision.F32, bytes)).forEach(warn);
    try {
      Path file = Files.createTempFile("stagewright", ".zip");
      model.save(file);
      try (OutputStream out = storage().create(ReplicaStart.MODEL)) {
        Files.copy(file, out);
      }
      Files.delete(file);
    } catch (IOException e) {
      throw new TrainingException(
          "storage: %s cannot be written: %s".formatted(storage().folder(), e), e);
    }
    jobs = new StepJobs(spark, start.run(), places, start.format());
    List<String> faults = jobs.begin(start.with(plan, places.size(), steps, restored));
    if (!faults.isEmpty()) {
      throw new TrainingException(faults.get(0));
    }
    forget(ReplicaStart.MODEL);
    forget(ReplicaStart.ARRAYS);
  }

  private void forget(String name) {
    try {
      storage().delete(name);
    } catch (IOException e) {
      throw new TrainingException(
          "storage: %s cannot be deleted in %s: %s".formatted(name, storage().folder(), e), e);
    }
  }

  @Override
  public List<PartOfStep> step(StepOrder order) {
    List<PartOfStep> parts = jobs().step(order);
    hasStepped = true;
    return parts;
  }

  @Override
  public void form(boolean predicting) {
    if (averages) {
      jobs()
          .exchange(
              here -> {
                here.replica().form(predicting);
                return true;
              });
    } else {
      each(here -> here.replica().form(predicting));
    }
  }

  /** Work that has no result. */
  private interface Change extends java.io.Serializable {
    void on(ExecutorReplica here) throws Exception;
  }

  private void each(Change change) {
    jobs()
        .each(
            here -> {
              change.on(here);
              return true;
            },
            Boolean.class);
  }

  @Override
  public List<PartOfValidation> validate(StepOrder order) {
    return jobs().each(here -> here.replica().validate(order), PartOfValidation.class);
  }

  @Override
  public void keepBest() {
    each(here -> here.replica().keepBest());
  }

  @Override
  public void gather() {
    forget(folder());
    gathered++;
    String into = folder();
    each(here -> here.share(into));
    hasProgressed |= hasStepped;
  }

  /** Whether there is a checkpoint behind a step that these made. */
  boolean hasProgressed() {
    return hasProgressed;
  }

  private String folder() {
    return "gathered-" + gathered;
  }

  @Override
  public InputStream get(String name) throws IOException {
    return storage().read(folder() + "/" + name);
  }

  /** Ends the replicas, and deletes what they left for each other. */
  @Override
  public void close() {
    try {
      if (jobs != null) {
        jobs.end();
      }
    } catch (WorkersLostException e) {
      // Those that are gone need not be ended.
    } finally {
      forget("");
    }
  }
}
