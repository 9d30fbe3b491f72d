/** Networks for small gray pictures, which the recipe {@code fashion} was made with. */
@NullMarked
package dev.stagewright.networks.small;

import org.jspecify.annotations.NullMarked;
