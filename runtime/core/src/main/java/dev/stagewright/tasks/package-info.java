/** What networks are to tell of a picture. */
@NullMarked
package dev.stagewright.tasks;

import org.jspecify.annotations.NullMarked;
