/** Models behind an address: an HTTP server for pictures and tensors. */
@NullMarked
package dev.stagewright.serve;

import org.jspecify.annotations.NullMarked;
