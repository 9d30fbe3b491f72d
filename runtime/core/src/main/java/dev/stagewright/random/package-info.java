/** Random numbers that are the same on every machine, by a seed and what they are drawn for. */
@NullMarked
package dev.stagewright.random;

import org.jspecify.annotations.NullMarked;
