/** Folders of files, on disk or inside an archive. */
@NullMarked
package dev.stagewright.storage;

import org.jspecify.annotations.NullMarked;
