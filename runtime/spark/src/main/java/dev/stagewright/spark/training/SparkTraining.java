package dev.stagewright.spark.training;

import dev.stagewright.errors.StagewrightException.Kind;
import dev.stagewright.network.Network;
import dev.stagewright.runs.RunFolder;
import dev.stagewright.runs.RunPlan;
import dev.stagewright.training.TrainingException;
import dev.stagewright.training.TrainingPlan;
import dev.stagewright.training.TrainingResult;
import dev.stagewright.training.TrainingSession;
import dev.stagewright.training.Workers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Trains a network on the executors of a Spark application, synchronously: every executor computes
 * its part of each batch, and all make the same step. The run is kept in a folder, as on one
 * machine; where an executor is lost it is taken up from its last checkpoint with those that are
 * there then.
 *
 * <pre>{@code
 * SparkTraining training = SparkTraining.on(spark, () -> ImageFolder.open(Path.of("/data/flowers")));
 * TrainingResult result = training.train(network, plan, Path.of("runs/flowers"));
 * }</pre>
 *
 * <p>The plan's batches are those of all executors together. Batch normalization computes with the
 * statistics of an executor's part of a batch, and the running ones are the means over the
 * executors. Mixup and CutMix mix the pictures of a part.
 */
public final class SparkTraining {

  /** How often a run is taken up again without a new checkpoint in between. */
  private static final int TRIES = 3;

  private static final int SECONDS = 30;

  /** Deleted at the end of a run, and by who takes it up after a driver that was killed. */
  private static final String EXCHANGE = "exchange";

  private final JavaSparkContext spark;
  private final ExecutorSide side;
  private @Nullable String storage;
  private GradientFormat format = GradientFormat.FLOAT32;
  private Set<String> allowed = Set.of();
  private Consumer<TrainingSession> prepares = session -> {};
  private Consumer<RunFolder> keeps = folder -> {};
  private Consumer<String> warn = text -> {};

  private SparkTraining(JavaSparkContext spark, ExecutorSide side) {
    this.spark = spark;
    this.side = side;
  }

  /**
   * Trains on an application's executors.
   *
   * @param spark whose executors train
   * @param side opens the images of a run, where each executor finds them
   * @return a training with all else as usual
   */
  public static SparkTraining on(SparkSession spark, ExecutorSide side) {
    return new SparkTraining(JavaSparkContext.fromSparkContext(spark.sparkContext()), side);
  }

  /**
   * Trains on the executors of the application that spark-submit has started.
   *
   * @param side opens the images of a run, where each executor finds them
   * @return a training with all else as usual
   */
  public static SparkTraining submitted(ExecutorSide side) {
    return on(SparkSession.builder().getOrCreate(), side);
  }

  /**
   * Where driver and executors leave the network and shares of checkpoints for each other; the
   * run's folder by default.
   *
   * @param folder of this run alone, on any file system that Spark knows, reached by all of them
   * @return this
   */
  public SparkTraining storage(String folder) {
    this.storage = folder;
    return this;
  }

  /**
   * How gradients travel; in float32 by default.
   *
   * @param format of the values
   * @return this
   */
  public SparkTraining gradients(GradientFormat format) {
    this.format = format;
    return this;
  }

  /**
   * Classes of your own that the network's configuration names; executors must have them, too.
   *
   * @param classes binary names
   * @return this
   */
  public SparkTraining allow(Set<String> classes) {
    this.allowed = Set.copyOf(classes);
    return this;
  }

  /**
   * Prepares sessions, of which there is one for each time that the run is taken up.
   *
   * @param prepares adds listeners and notes
   * @return this
   */
  public SparkTraining prepare(Consumer<TrainingSession> prepares) {
    this.prepares = prepares;
    return this;
  }

  /**
   * Prepares the run's folder, each time that the run is taken up.
   *
   * @param keeps sets intervals of checkpoints and followers
   * @return this
   */
  public SparkTraining keep(Consumer<RunFolder> keeps) {
    this.keeps = keeps;
    return this;
  }

  /**
   * Tells somebody of executors that are lost, and of what {@link RunFolder#open} warns of.
   *
   * @param warn gets one sentence or two
   * @return this
   */
  public SparkTraining warn(Consumer<String> warn) {
    this.warn = warn;
    return this;
  }

  /**
   * Trains a new network.
   *
   * @param network with its options
   * @param plan whose batches are those of all executors together
   * @param folder of the run, on the driver; it does not exist yet, or is empty
   * @return as {@link TrainingSession#run}
   * @throws TrainingException as {@link TrainingSession#run}, and if executors are lost again and
   *     again
   */
  public TrainingResult train(Network network, TrainingPlan plan, Path folder) {
    Supplier<TrainingSession> session = () -> TrainingSession.of(network);
    return run(() -> RunFolder.create(folder, RunPlan.of(network, plan)), session, folder);
  }

  /**
   * Goes on with a run whose driver was stopped.
   *
   * @param network as it was trained
   * @param folder of the run
   * @return as {@link TrainingSession#run}
   * @throws TrainingException as {@link #train}
   */
  public TrainingResult resume(Network network, Path folder) {
    return run(() -> RunFolder.open(folder, warn), () -> TrainingSession.of(network), folder);
  }

  /**
   * Carries out a run of any session.
   *
   * @param opening makes or opens the run's folder
   * @param sessions makes a session each time that the run is taken up
   * @param folder of the run
   * @return as {@link TrainingSession#run}
   */
  public TrainingResult run(
      Supplier<RunFolder> opening, Supplier<TrainingSession> sessions, Path folder) {
    return attempt(
        folder,
        (workers, isTakenUp) -> {
          try (RunFolder kept = isTakenUp ? RunFolder.open(folder, warn) : opening.get()) {
            keeps.accept(kept);
            TrainingSession session = sessions.get();
            prepares.accept(session);
            return kept.train(session.by(workers), side.images(), side.validation());
          }
        });
  }

  /**
   * One try to carry out a run.
   *
   * @param <T> what comes of it
   */
  @FunctionalInterface
  public interface Attempt<T> {

    /**
     * Trains.
     *
     * @param workers for the run's session
     * @param isTakenUp whether the run has to be taken up from its folder, after executors were
     *     lost
     * @return what came of it
     */
    T with(Workers workers, boolean isTakenUp);
  }

  /**
   * Carries out a run in somebody else's way, and takes it up where executors are lost.
   *
   * @param <T> what comes of it
   * @param folder of the run
   * @param attempt makes one try
   * @return what came of the last try
   */
  public <T> T attempt(Path folder, Attempt<T> attempt) {
    checkSettings(spark.getConf());
    int executors = Places.count(spark);
    int failures = 0;
    while (true) {
      boolean isTakenUp = failures > 0 && Files.exists(folder.resolve(RunPlan.NAME));
      SparkWorkers workers = new SparkWorkers(spark, start(folder), warn);
      try (workers) {
        return attempt.with(workers, isTakenUp);
      } catch (WorkersLostException e) {
        failures = workers.hasProgressed() ? 1 : failures + 1;
        if (failures == TRIES || spark.sc().isStopped() || !isGone(e.places())) {
          throw e;
        }
        warn.accept(
            "An executor was lost, and the run is taken up from its last checkpoint: "
                + e.getMessage().lines().findFirst().orElse(""));
        await(executors);
      }
    }
  }

  /** Where all are still there, something else is wrong, and will be the next time. */
  private boolean isGone(List<String> places) {
    return !new HashSet<>(Places.of(spark)).containsAll(places);
  }

  private void await(int executors) {
    try {
      Places.await(spark, executors, SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrainingException("The run was interrupted while it waited for executors", e);
    }
  }

  private ReplicaStart start(Path folder) {
    String root = storage == null ? folder.toAbsolutePath().toUri().toString() : storage;
    RunStorage files =
        new RunStorage(
            new org.apache.hadoop.fs.Path(root, EXCHANGE).toString(),
            new SerializableConfiguration(spark.hadoopConfiguration()));
    String run = UUID.randomUUID().toString();
    return new ReplicaStart(run, files, side, "", allowed, format, 0, 0, List.of());
  }

  private static void checkSettings(SparkConf conf) {
    for (String setting : List.of("spark.dynamicAllocation.enabled", "spark.speculation")) {
      if (conf.getBoolean(setting, false)) {
        throw new TrainingException(
            Kind.USAGE,
            setting + ": found true; training keeps one replica an executor, so give false");
      }
    }
  }
}
