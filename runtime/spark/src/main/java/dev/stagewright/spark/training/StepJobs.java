package dev.stagewright.spark.training;

import dev.stagewright.errors.StagewrightException;
import dev.stagewright.spark.executor.ClusterException;
import dev.stagewright.training.PartOfStep;
import dev.stagewright.training.Replica;
import dev.stagewright.training.StepOrder;
import java.io.IOException;
import java.io.Serializable;
import java.nio.FloatBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.Partitioner;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;

/**
 * The jobs of a run. A step is one job of four stages, after Dai et al., "BigDL: A Distributed Deep
 * Learning Framework for Big Data", SoCC 2019: gradients, sums of slices, updates of slices, and
 * new slices; between the second and the third a few numbers travel, since clipping and the
 * decision whether the step is made need the norm of the whole. What a replica needs of itself does
 * not travel.
 */
final class StepJobs {

  private final String run;
  private final List<String> places;
  private final GradientFormat format;
  private final JavaRDD<Integer> replicas;
  private final Partitioner owners;

  /** A message of a replica. */
  private record From(int replica, PartOfStep part) implements Serializable {}

  StepJobs(JavaSparkContext spark, String run, List<String> places, GradientFormat format) {
    this.run = run;
    this.places = places;
    this.format = format;
    List<Integer> numbers = IntStream.range(0, places.size()).boxed().toList();
    this.replicas = Pinned.at(places, spark.parallelize(numbers, places.size()));
    this.owners = new HashPartitioner(places.size()); // key k goes to partition k
  }

  /** Makes a step. */
  List<PartOfStep> step(StepOrder order) {
    String of = run;
    GradientFormat as = format;
    var gradients = pinned(replicas.mapPartitionsToPair(any -> gradients(here(of), order, as)));
    var sums =
        pinned(
            gradients
                .partitionBy(owners)
                .mapPartitionsToPair(chunks -> sum(here(of), order, as, chunks)));
    var slices =
        pinned(
            sums.partitionBy(owners).mapPartitionsToPair(found -> update(here(of), order, found)));
    JavaRDD<byte[]> done =
        Pinned.at(
            places,
            slices
                .partitionBy(owners)
                .mapPartitions(
                    chunks -> {
                      ExecutorReplica here = here(of);
                      install(here, chunks);
                      List<PartOfStep> parts = here.done(order);
                      return here.number() == 0
                          ? parts.stream().map(Message::of).iterator()
                          : List.<byte[]>of().iterator();
                    }));
    return collect(done).stream().map(part -> Message.read(part, PartOfStep.class)).toList();
  }

  private static ExecutorReplica here(String run) {
    return ExecutorReplica.here(run);
  }

  private JavaPairRDD<Integer, byte[]> pinned(JavaPairRDD<Integer, byte[]> data) {
    return Pinned.at(places, data);
  }

  private static Iterator<Tuple2<Integer, byte[]>> gradients(
      ExecutorReplica here, StepOrder order, GradientFormat format) throws Exception {
    PartOfStep found = here.with(() -> here.replica().compute(order));
    if (found.images() == 0) {
      return List.<Tuple2<Integer, byte[]>>of().iterator();
    }
    FloatBuffer gradients = here.replica().gradients();
    return new Chunks(here.number(), here.replicas(), to -> here.slice(to, gradients), format);
  }

  private static Iterator<Tuple2<Integer, byte[]>> sum(
      ExecutorReplica here,
      StepOrder order,
      GradientFormat format,
      Iterator<Tuple2<Integer, byte[]>> chunks)
      throws Exception {
    Replica replica = here.replica();
    replica.receive();
    while (chunks.hasNext()) {
      Chunks.put(chunks.next()._2(), format, replica::received);
    }
    PartOfStep part = here.with(() -> replica.total(order));
    byte[] message = Message.of(new From(here.number(), part));
    return IntStream.range(0, here.replicas()).mapToObj(to -> new Tuple2<>(to, message)).iterator();
  }

  private static Iterator<Tuple2<Integer, byte[]>> update(
      ExecutorReplica here, StepOrder order, Iterator<Tuple2<Integer, byte[]>> found)
      throws Exception {
    SortedMap<Integer, PartOfStep> parts = new TreeMap<>();
    while (found.hasNext()) {
      From from = Message.read(found.next()._2(), From.class);
      parts.put(from.replica(), from.part());
    }
    return here.update(order, List.copyOf(parts.values()))
        ? slices(here)
        : List.<Tuple2<Integer, byte[]>>of().iterator();
  }

  /** This replica's slice of the parameters, to all others. */
  private static Iterator<Tuple2<Integer, byte[]>> slices(ExecutorReplica here) {
    FloatBuffer own = here.slice(here.number(), here.replica().parameters());
    return new Chunks(here.number(), here.replicas(), to -> own, GradientFormat.FLOAT32);
  }

  private static void install(ExecutorReplica here, Iterator<Tuple2<Integer, byte[]>> chunks) {
    FloatBuffer parameters = here.replica().parameters();
    while (chunks.hasNext()) {
      Chunks.put(chunks.next()._2(), GradientFormat.FLOAT32, from -> here.slice(from, parameters));
    }
  }

  /** Has all replicas change their slices of the parameters, and exchange them. */
  void exchange(ReplicaWork<?> change) {
    String of = run;
    var slices =
        pinned(
            replicas.mapPartitionsToPair(
                any -> {
                  ExecutorReplica here = here(of);
                  here.with(() -> change.on(here));
                  return slices(here);
                }));
    JavaRDD<byte[]> done =
        Pinned.at(
            places,
            slices
                .partitionBy(owners)
                .mapPartitions(
                    chunks -> {
                      ExecutorReplica here = here(of);
                      install(here, chunks);
                      here.replica().changed();
                      return List.<byte[]>of().iterator();
                    }));
    collect(done);
  }

  /** Has every replica do something; returns what comes of it in their order. */
  <T extends Serializable> List<T> each(ReplicaWork<T> work, Class<T> type) {
    String of = run;
    JavaRDD<byte[]> done =
        Pinned.at(
            places,
            replicas.mapPartitions(
                any -> {
                  ExecutorReplica here = here(of);
                  return List.of(Message.of(here.with(() -> work.on(here)))).iterator();
                }));
    return collect(done).stream().map(message -> Message.read(message, type)).toList();
  }

  /** Makes the replicas; returns what is wrong where one cannot be made. */
  List<String> begin(ReplicaStart start) {
    JavaRDD<byte[]> done =
        Pinned.at(
            places, replicas.mapPartitions(any -> List.of(Message.of(begun(start))).iterator()));
    return collect(done).stream()
        .map(message -> Message.read(message, String.class))
        .filter(fault -> !fault.isEmpty())
        .toList();
  }

  /** Returns an empty text, or what is wrong. */
  private static String begun(ReplicaStart start) throws Exception {
    try {
      ExecutorReplica.begin(start);
      return "";
    } catch (StagewrightException e) {
      return e.getMessage();
    } catch (IOException e) {
      return "storage: %s cannot be read on the executor %s: %s. Give a folder that driver and executors all reach"
          .formatted(
              start.storage().folder(), SparkEnv.get().blockManager().blockManagerId().host(), e);
    }
  }

  /** Ends the run on all executors that are left. */
  void end() {
    String of = run;
    collect(
        Pinned.at(
            places,
            replicas.mapPartitions(
                any -> {
                  ExecutorReplica.end(of);
                  return List.<byte[]>of().iterator();
                })));
  }

  private List<byte[]> collect(JavaRDD<byte[]> job) {
    try {
      return job.collect();
    } catch (Exception e) { // Spark's own, which its Java interface does not declare
      ClusterException.in(e)
          .ifPresent(
              fault -> {
                throw fault;
              });
      throw new WorkersLostException("A job failed: " + e.getMessage(), e, places);
    } finally {
      job.rdd().cleanShuffleDependencies(false);
    }
  }
}
