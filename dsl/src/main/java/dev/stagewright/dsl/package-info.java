/**
 * The annotations that declare a residual network, read by the Stagewright processor at compile
 * time. Nothing of this package is needed at run time.
 *
 * <p>A stage's value beats the network's; an option of the generated builder replaces both. Sizes
 * are in pixels.
 */
package dev.stagewright.dsl;
