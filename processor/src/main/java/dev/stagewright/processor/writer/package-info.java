/** Writes the Java source and the description of a topology; never reports anything. */
@NullMarked
package dev.stagewright.processor.writer;

import org.jspecify.annotations.NullMarked;
