/** Files read and written with care: archives that may be damaged or hostile. */
@NullMarked
package dev.stagewright.files;

import org.jspecify.annotations.NullMarked;
