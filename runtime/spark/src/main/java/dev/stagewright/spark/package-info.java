/** Scoring and training on an Apache Spark cluster, the engine inside the executors. */
@NullMarked
package dev.stagewright.spark;

import org.jspecify.annotations.NullMarked;
