/** What runs inside an executor: what it keeps between tasks, its share of the processors. */
@NullMarked
package dev.stagewright.spark.executor;

import org.jspecify.annotations.NullMarked;
