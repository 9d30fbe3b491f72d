package dev.stagewright.spark.training;

import dev.stagewright.data.ImageSource;
import dev.stagewright.errors.StagewrightException.Kind;
import dev.stagewright.network.Network;
import dev.stagewright.runs.RunFolder;
import dev.stagewright.runs.RunPlan;
import dev.stagewright.training.TrainingException;
import dev.stagewright.training.TrainingPlan;
import dev.stagewright.training.TrainingResult;
import dev.stagewright.training.TrainingSession;
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
  private final OpensImages images;
  private @Nullable OpensImages validation;
  private @Nullable String storage;
  private GradientFormat format = GradientFormat.FLOAT32;
  private Set<String> allowed = Set.of();
  private Consumer<TrainingSession> prepares = session -> {};
  private Consumer<RunFolder> keeps = folder -> {};
  private Consumer<String> warn = text -> {};

  private SparkTraining(JavaSparkContext spark, OpensImages images) {
    this.spark = spark;
    this.images = images;
  }

  /**
   * Trains on an application's executors.
   *
   * @param spark whose executors train
   * @param images opens the images of a run, where each executor finds them
   * @return a training with all else as usual
   */
  public static SparkTraining on(SparkSession spark, OpensImages images) {
    return new SparkTraining(JavaSparkContext.fromSparkContext(spark.sparkContext()), images);
  }

  /**
   * Has images of its own for validation; the plan must hold none out.
   *
   * @param images opens them
   * @return this
   */
  public SparkTraining validatedOn(OpensImages images) {
    this.validation = images;
    return this;
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
    checkSettings(spark.getConf());
    int executors = Places.count(spark);
    int tries = 0;
    int before = -1;
    while (true) {
      boolean isBegun = tries > 0 && Files.exists(folder.resolve(RunPlan.NAME));
      RunFolder kept = isBegun ? RunFolder.open(folder, warn) : opening.get();
      try (kept) {
        keeps.accept(kept);
        return train(kept, sessions.get());
      } catch (WorkersLostException e) {
        int steps = kept.lastStep();
        tries = steps > before ? 1 : tries + 1;
        before = steps;
        if (tries == TRIES || spark.sc().isStopped() || !isGone(e.places())) {
          throw e;
        }
        warn.accept(
            "An executor was lost; the run is taken up from step %s: %s"
                .formatted(steps, firstLine(e)));
        await(executors);
      }
    }
  }

  /** Where all are still there, something else is wrong, and will be the next time. */
  private boolean isGone(List<String> places) {
    return !new HashSet<>(Places.of(spark)).containsAll(places);
  }

  private static String firstLine(WorkersLostException e) {
    return e.getMessage().lines().findFirst().orElse("");
  }

  private void await(int executors) {
    try {
      Places.await(spark, executors, SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrainingException("The run was interrupted while it waited for executors", e);
    }
  }

  private TrainingResult train(RunFolder folder, TrainingSession session) {
    String root = storage == null ? folder.path().toAbsolutePath().toUri().toString() : storage;
    RunStorage files =
        new RunStorage(
            new org.apache.hadoop.fs.Path(root, EXCHANGE).toString(),
            new SerializableConfiguration(spark.hadoopConfiguration()));
    String run = UUID.randomUUID().toString();
    ReplicaStart start =
        new ReplicaStart(run, files, images, validation, "", allowed, format, 0, 0, List.of());
    ImageSource here = images.open();
    @Nullable ImageSource held = validation == null ? null : validation.open();
    prepares.accept(session);
    try (SparkWorkers workers = new SparkWorkers(spark, start)) {
      return folder.train(session.by(workers), here, held);
    }
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
