/** What the user wrote: annotations read once through mirrors, every value with its place. */
@NullMarked
package dev.stagewright.processor.declaration;

import org.jspecify.annotations.NullMarked;
