/** The engine: Deeplearning4j graphs as plans of oneDNN primitives. */
@NullMarked
package dev.stagewright.onednn;

import org.jspecify.annotations.NullMarked;
