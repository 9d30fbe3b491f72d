/** Tests of the documents. */
@NullMarked
package dev.stagewright.examples;

import org.jspecify.annotations.NullMarked;
