/** What a declaration must fulfil: one rule, one class, silent where another rule reports. */
@NullMarked
package dev.stagewright.processor.rules;

import org.jspecify.annotations.NullMarked;
