/**
 * What generated networks are made of: options with their rules, the builder, the graph factory.
 */
@NullMarked
package dev.stagewright.network;

import org.jspecify.annotations.NullMarked;
