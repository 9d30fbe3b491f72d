package dev.stagewright.spark.training;

import dev.stagewright.data.BatchPart;
import dev.stagewright.engine.EngineSettings;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.spark.executor.ExecutorCores;
import dev.stagewright.training.PartOfStep;
import dev.stagewright.training.Replica;
import dev.stagewright.training.Slice;
import dev.stagewright.training.StepOrder;
import dev.stagewright.training.TrainingPlan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.spark.TaskContext;

/** The replica that an executor keeps from task to task. */
final class ExecutorReplica implements AutoCloseable {

  /** This executor's, by run. */
  private static final Map<String, ExecutorReplica> HERE = new ConcurrentHashMap<>();

  private final ReplicaStart start;
  private final int number;
  private final Replica replica;

  /** Runs the network: threads that come and go would each take memory of their own. */
  private final ExecutorService thread;

  /** What all replicas found in the step that is going on, and whether it is made. */
  private List<PartOfStep> parts = List.of();

  private boolean made;

  private ExecutorReplica(ReplicaStart start, int number, Replica replica, ExecutorService thread) {
    this.start = start;
    this.number = number;
    this.replica = replica;
    this.thread = thread;
  }

  /** Makes the replica of this task's number, in the place of an earlier one of the same run. */
  static ExecutorReplica begin(ReplicaStart start) throws Exception {
    end(start.run());
    int number = TaskContext.getPartitionId();
    ExecutorService thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread made = new Thread(work, "stagewright replica");
              made.setContextClassLoader(ExecutorReplica.class.getClassLoader());
              made.setDaemon(true);
              return made;
            });
    ExecutorCores cores = ExecutorCores.here();
    try {
      Replica replica = on(thread, () -> replica(start, number, cores.cores()));
      ExecutorReplica made = new ExecutorReplica(start, number, replica, thread);
      HERE.put(start.run(), made);
      return made;
    } catch (Exception e) {
      thread.shutdown();
      throw e;
    }
  }

  private static Replica replica(ReplicaStart start, int number, int cores) throws IOException {
    ExecutorSide side = start.side();
    TrainedModel model = model(start, side.engine(cores));
    Replica replica =
        new Replica(
            model,
            TrainingPlan.fromJson(start.plan()),
            side.images(),
            side.validation(),
            side.loading(cores),
            new BatchPart(number, start.replicas()),
            start.steps());
    restore(replica, start, number);
    return replica;
  }

  private static void restore(Replica replica, ReplicaStart start, int number) throws IOException {
    if (start.arrays().isEmpty()) {
      return;
    }
    start.storage().read(ReplicaStart.ARRAYS + Replica.PARAMETERS, 0, replica.parameters());
    replica.changed();
    int from = replica.slices().get(number).from();
    for (Map.Entry<String, FloatBuffer> array : replica.arrays().entrySet()) {
      start.storage().read(ReplicaStart.ARRAYS + array.getKey(), from, array.getValue());
    }
  }

  private static TrainedModel model(ReplicaStart start, EngineSettings engine) throws IOException {
    Path file = Files.createTempFile("stagewright", ".zip");
    try (InputStream in = start.storage().open(ReplicaStart.MODEL)) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return TrainedModel.load(file, start.allowed(), engine);
    } finally {
      Files.delete(file);
    }
  }

  /**
   * The replica of this task's number.
   *
   * @throws IllegalStateException if it is not here, since its executor is gone
   */
  static ExecutorReplica here(String run) {
    ExecutorReplica found = HERE.get(run);
    if (found == null || found.number != TaskContext.getPartitionId()) {
      throw new IllegalStateException(
          "replica %s of the run is not on this executor".formatted(TaskContext.getPartitionId()));
    }
    return found;
  }

  /** Closes the replica of a run, if there is one. */
  static void end(String run) {
    ExecutorReplica old = HERE.remove(run);
    if (old != null) {
      old.close();
    }
  }

  /** Does something with the replica, on its thread. */
  <T> T with(Callable<T> work) throws Exception {
    return on(thread, work);
  }

  private static <T> T on(ExecutorService thread, Callable<T> work) throws Exception {
    try {
      return thread.submit(work).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception fault) {
        throw fault;
      }
      throw e;
    }
  }

  Replica replica() {
    return replica;
  }

  int number() {
    return number;
  }

  int replicas() {
    return start.replicas();
  }

  /** This replica's slice of flat values. */
  FloatBuffer slice(int of, FloatBuffer flat) {
    Slice slice = replica.slices().get(of);
    return flat.duplicate().position(slice.from()).limit(slice.to()).slice();
  }

  /** Updates the slice. */
  boolean update(StepOrder order, List<PartOfStep> all) throws Exception {
    parts = new ArrayList<>(all);
    made = with(() -> replica.update(order, all));
    return made;
  }

  /** Ends a step; returns what all replicas found. */
  List<PartOfStep> done(StepOrder order) throws Exception {
    if (made) {
      with(
          () -> {
            replica.done(order);
            return true;
          });
    }
    return parts;
  }

  /** Writes the slice of every array into a folder of the storage. */
  boolean share(String folder) throws IOException {
    int from = replica.slices().get(number).from();
    for (Map.Entry<String, FloatBuffer> array : replica.arrays().entrySet()) {
      start.storage().write(folder + "/" + array.getKey(), from, array.getValue());
    }
    return true;
  }

  @Override
  public void close() {
    try {
      with(
          () -> {
            replica.close();
            return true;
          });
    } catch (Exception e) {
      throw new IllegalStateException("the replica cannot be closed", e);
    } finally {
      thread.shutdown();
    }
  }
}
