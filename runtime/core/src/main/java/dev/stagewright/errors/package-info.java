/** What can go wrong, told to users. */
@NullMarked
package dev.stagewright.errors;

import org.jspecify.annotations.NullMarked;
