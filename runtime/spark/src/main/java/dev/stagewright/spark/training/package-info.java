/**
 * Synchronous data-parallel training: every executor has a replica of the network, and the
 * gradients travel through Spark's shuffle.
 */
@NullMarked
package dev.stagewright.spark.training;

import org.jspecify.annotations.NullMarked;
