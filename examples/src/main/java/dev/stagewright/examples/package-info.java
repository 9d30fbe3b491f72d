/** The demo, a small residual network trained on images of clothes, and the README's lines. */
@NullMarked
package dev.stagewright.examples;

import org.jspecify.annotations.NullMarked;
