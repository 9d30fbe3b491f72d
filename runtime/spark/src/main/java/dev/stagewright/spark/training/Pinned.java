package dev.stagewright.spark.training;

import java.util.List;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import scala.Tuple2;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;

/**
 * Data whose partitions are computed where their replicas are, as long as these executors live:
 * what Spark's streaming does with its receivers. Who finds no replica where it runs has to say so.
 *
 * @param <T> what the partitions have
 */
final class Pinned<T> extends RDD<T> {

  private final List<String> places;

  /**
   * Pins data.
   *
   * @param places of the partitions, as {@link Places} has them
   */
  private Pinned(RDD<T> data, List<String> places) {
    super(data, Pinned.<T>anything());
    this.places = List.copyOf(places);
  }

  static <T> JavaRDD<T> at(List<String> places, JavaRDD<T> data) {
    return new JavaRDD<>(new Pinned<>(data.rdd(), places), anything());
  }

  static <K, V> JavaPairRDD<K, V> at(List<String> places, JavaPairRDD<K, V> data) {
    RDD<Tuple2<K, V>> pinned = new Pinned<>(data.rdd(), places);
    return new JavaPairRDD<>(pinned, anything(), anything());
  }

  @SuppressWarnings("unchecked") // as Spark's own Java interface does
  private static <T> ClassTag<T> anything() {
    return (ClassTag<T>) ClassTag.AnyRef();
  }

  @SuppressWarnings("unchecked") // it was given as one of T
  private RDD<T> data() {
    return (RDD<T>) dependencies().head().rdd();
  }

  @Override
  public Iterator<T> compute(Partition partition, TaskContext task) {
    return data().iterator(partition, task);
  }

  @Override
  public Partition[] getPartitions() {
    return data().partitions();
  }

  @Override
  public Seq<String> getPreferredLocations(Partition partition) {
    return CollectionConverters.asScala(List.of(places.get(partition.index()))).toSeq();
  }
}
