package dev.stagewright.spark.training;

import java.io.Serializable;

/**
 * What one replica does in a job.
 *
 * @param <T> what comes of it; small
 */
@FunctionalInterface
interface ReplicaWork<T> extends Serializable {

  T on(ExecutorReplica replica) throws Exception;
}
