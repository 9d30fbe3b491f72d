/** Models rewritten into others that compute the same in less time. */
@NullMarked
package dev.stagewright.onednn.internal.rewriting;

import org.jspecify.annotations.NullMarked;
