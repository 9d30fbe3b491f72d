/**
 * What a training run tells whoever writes pages about it. The pages themselves are made by {@code
 * stagewright-report}, if it is on the class path.
 */
@NullMarked
package dev.stagewright.reporting;

import org.jspecify.annotations.NullMarked;
