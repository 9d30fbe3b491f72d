/** Pages of HTML that need nothing but themselves. */
@NullMarked
package dev.stagewright.report.page;

import org.jspecify.annotations.NullMarked;
