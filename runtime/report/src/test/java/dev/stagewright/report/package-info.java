@NullMarked
package dev.stagewright.report;

import org.jspecify.annotations.NullMarked;
