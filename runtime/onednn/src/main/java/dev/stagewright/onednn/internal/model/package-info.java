/** A graph as a plan's compiler sees it: operations on values, with their parameters. */
@NullMarked
package dev.stagewright.onednn.internal.model;

import org.jspecify.annotations.NullMarked;
