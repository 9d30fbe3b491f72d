/** The processor as a compiler runs it: errors with their places, and golden texts. */
@NullMarked
package dev.stagewright.processor;

import org.jspecify.annotations.NullMarked;
