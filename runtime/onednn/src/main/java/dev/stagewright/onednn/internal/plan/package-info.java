/** Plans: steps with their memory, and the machine that lays them out and runs them. */
@NullMarked
package dev.stagewright.onednn.internal.plan;

import org.jspecify.annotations.NullMarked;
