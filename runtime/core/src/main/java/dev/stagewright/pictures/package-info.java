/** Picture files: which formats are read, how they are checked and decoded to 8 bits. */
@NullMarked
package dev.stagewright.pictures;

import org.jspecify.annotations.NullMarked;
