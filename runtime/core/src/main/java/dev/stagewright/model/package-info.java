/** Trained networks with all that is needed to use them, and their files. */
@NullMarked
package dev.stagewright.model;

import org.jspecify.annotations.NullMarked;
