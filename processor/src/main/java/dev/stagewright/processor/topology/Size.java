package dev.stagewright.processor.topology;

import java.util.Optional;

/**
 * A number of a layer.
 *
 * @param value for this layer
 * @param argument what it is of the block; none if it is the same in every block of its kind
 */
public record Size(int value, Optional<Argument> argument) {

  /** A number that is the same in every block. */
  static Size fixed(int value) {
    return new Size(value, Optional.empty());
  }

  /** A number that is the block's. */
  static Size of(Argument argument, int value) {
    return new Size(value, Optional.of(argument));
  }
}
