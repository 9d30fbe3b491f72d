@NullMarked
package dev.stagewright.benchmarks;

import org.jspecify.annotations.NullMarked;
