/** Compiles models into plans of predictions. */
@NullMarked
package dev.stagewright.onednn.internal.inference;

import org.jspecify.annotations.NullMarked;
