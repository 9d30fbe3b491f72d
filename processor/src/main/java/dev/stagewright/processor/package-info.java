/** The annotation processor: from a declaration through the topology to Deeplearning4j code. */
@NullMarked
package dev.stagewright.processor;

import org.jspecify.annotations.NullMarked;
