/** JSON whose types are known. */
@NullMarked
package dev.stagewright.json;

import org.jspecify.annotations.NullMarked;
