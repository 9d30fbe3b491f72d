package dev.stagewright.processor.declaration;

/**
 * A member's value and where to point if it is wrong.
 *
 * @param value the value, declared or default
 * @param explicit whether the user wrote it
 * @param site the value's place, or its annotation's if it is a default
 */
public record Declared<T>(T value, boolean explicit, Site site) {

  /** The same with another value where the user wrote none. */
  Declared<T> or(T otherwise) {
    return explicit ? this : new Declared<>(otherwise, false, site);
  }
}
