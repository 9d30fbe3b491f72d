/** What training does to pictures at random, so that a network sees more than there are. */
@NullMarked
package dev.stagewright.augmentation;

import org.jspecify.annotations.NullMarked;
