/** What the files in a run's folder say. */
@NullMarked
package dev.stagewright.report.run;

import org.jspecify.annotations.NullMarked;
