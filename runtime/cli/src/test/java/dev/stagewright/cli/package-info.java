/** Tests of the commands. */
@NullMarked
package dev.stagewright.cli;

import org.jspecify.annotations.NullMarked;
