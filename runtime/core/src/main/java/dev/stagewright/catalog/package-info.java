/** Finds the networks on a class path, with their descriptions, and makes builders of them. */
@NullMarked
package dev.stagewright.catalog;

import org.jspecify.annotations.NullMarked;
