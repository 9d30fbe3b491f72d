/** Problems as data, their texts, and the one place that prints them. */
@NullMarked
package dev.stagewright.processor.report;

import org.jspecify.annotations.NullMarked;
