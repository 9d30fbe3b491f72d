/** Event files of scalars. */
@NullMarked
package dev.stagewright.report.tensorboard;

import org.jspecify.annotations.NullMarked;
