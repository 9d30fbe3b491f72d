/** The contract between Deeplearning4j graphs and an engine that runs them faster. */
@NullMarked
package dev.stagewright.engine;

import org.jspecify.annotations.NullMarked;
