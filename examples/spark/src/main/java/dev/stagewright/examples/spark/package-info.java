/** An example of Stagewright on Apache Spark. */
@NullMarked
package dev.stagewright.examples.spark;

import org.jspecify.annotations.NullMarked;
