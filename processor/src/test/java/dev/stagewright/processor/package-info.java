/** The processor as a compiler runs it: faults with their places, and golden texts. */
@NullMarked
package dev.stagewright.processor;

import org.jspecify.annotations.NullMarked;
