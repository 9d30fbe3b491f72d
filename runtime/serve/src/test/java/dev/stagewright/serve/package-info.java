@NullMarked
package dev.stagewright.serve;

import org.jspecify.annotations.NullMarked;
