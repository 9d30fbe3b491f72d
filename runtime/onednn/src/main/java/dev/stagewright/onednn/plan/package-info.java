/** Plans: oneDNN primitives with their memories, compiled once for a shape. */
@NullMarked
package dev.stagewright.onednn.plan;

import org.jspecify.annotations.NullMarked;
