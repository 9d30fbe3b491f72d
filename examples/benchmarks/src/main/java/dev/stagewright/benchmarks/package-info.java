/** JMH benchmarks of whole networks, on the engine and on Deeplearning4j alone. */
@NullMarked
package dev.stagewright.benchmarks;

import org.jspecify.annotations.NullMarked;
