/** Recipes: settings of training runs that work, as data with a name. */
@NullMarked
package dev.stagewright.recipes;

import org.jspecify.annotations.NullMarked;
