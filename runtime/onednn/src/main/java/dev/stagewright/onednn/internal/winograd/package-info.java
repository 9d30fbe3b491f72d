/** 3 x 3 convolutions by Winograd's algorithm. */
@NullMarked
package dev.stagewright.onednn.internal.winograd;

import org.jspecify.annotations.NullMarked;
