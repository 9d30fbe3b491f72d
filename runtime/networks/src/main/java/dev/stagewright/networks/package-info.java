/** Ready-made networks, each declared by an annotated interface as a user's own would be. */
@NullMarked
package dev.stagewright.networks;

import org.jspecify.annotations.NullMarked;
