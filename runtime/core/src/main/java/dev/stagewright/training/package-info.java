/** Training: the plan says what to do, the session does it, listeners watch. */
@NullMarked
package dev.stagewright.training;

import org.jspecify.annotations.NullMarked;
