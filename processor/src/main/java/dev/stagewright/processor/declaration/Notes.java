package dev.stagewright.processor.declaration;

import dev.stagewright.processor.declaration.Obstacle.Kind;
import java.util.ArrayList;
import java.util.List;

/** What the readers of one declaration's annotations could not read. */
final class Notes {

  private final List<AnnotationReader> readers = new ArrayList<>();
  private final List<Obstacle> obstacles = new ArrayList<>();

  void opened(AnnotationReader reader) {
    readers.add(reader);
  }

  void add(Kind kind, Site site, String name) {
    obstacles.add(new Obstacle(kind, site, name));
  }

  /** All obstacles, once everything known has been read. */
  List<Obstacle> obstacles() {
    readers.forEach(AnnotationReader::noteUnread);
    return List.copyOf(obstacles);
  }
}
