/** Labeled images: where they come from and how they become a network's input. */
@NullMarked
package dev.stagewright.data;

import org.jspecify.annotations.NullMarked;
