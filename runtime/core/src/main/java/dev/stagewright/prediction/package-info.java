/** Classification of images by trained networks. */
@NullMarked
package dev.stagewright.prediction;

import org.jspecify.annotations.NullMarked;
