/** Makes pages about training runs from their folders. Found by the runtime as a service. */
@NullMarked
package dev.stagewright.report;

import org.jspecify.annotations.NullMarked;
