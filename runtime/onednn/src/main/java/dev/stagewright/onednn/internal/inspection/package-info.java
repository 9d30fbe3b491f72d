/** Plans described and timed, and what bounds them. */
@NullMarked
package dev.stagewright.onednn.internal.inspection;

import org.jspecify.annotations.NullMarked;
