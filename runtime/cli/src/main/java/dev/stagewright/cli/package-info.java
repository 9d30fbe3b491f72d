/** The {@code stagewright} command: one class a command, over what the runtime's library offers. */
@NullMarked
package dev.stagewright.cli;

import org.jspecify.annotations.NullMarked;
