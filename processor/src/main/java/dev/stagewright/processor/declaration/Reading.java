package dev.stagewright.processor.declaration;

import dev.stagewright.processor.declaration.Obstacle.Kind;
import java.util.List;

/**
 * What a type declares, as far as it could be read.
 *
 * @param declaration with a default or an arbitrary value where one could not be read
 * @param obstacles all that could not be read; if there are none, the declaration is exact
 */
public record Reading(NetworkDeclaration declaration, List<Obstacle> obstacles) {

  /** Copies the list. */
  public Reading {
    obstacles = List.copyOf(obstacles);
  }

  /** Whether every value is the declared one. */
  public boolean exact() {
    return obstacles.isEmpty();
  }

  /** Whether a value may become readable once other processors have run. */
  public boolean unresolved() {
    return obstacles.stream().anyMatch(obstacle -> obstacle.kind() == Kind.UNRESOLVED);
  }
}
