/** What generated networks compute, and that they are what their declarations say. */
@NullMarked
package dev.stagewright.networks;

import org.jspecify.annotations.NullMarked;
