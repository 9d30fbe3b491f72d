/** How good predictions are, each measure as scikit-learn defines it. */
@NullMarked
package dev.stagewright.metrics;

import org.jspecify.annotations.NullMarked;
