/** The demo: a small residual network, trained on images of clothes. */
@NullMarked
package dev.stagewright.examples;

import org.jspecify.annotations.NullMarked;
