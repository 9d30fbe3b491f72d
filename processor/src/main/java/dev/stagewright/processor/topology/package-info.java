/** The network that a correct declaration means: blocks, layers, shapes, parameters, FLOPs. */
@NullMarked
package dev.stagewright.processor.topology;

import org.jspecify.annotations.NullMarked;
