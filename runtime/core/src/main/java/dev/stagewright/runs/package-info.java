/** A training run in a folder: what was planned, what happened, and checkpoints to go on from. */
@NullMarked
package dev.stagewright.runs;

import org.jspecify.annotations.NullMarked;
