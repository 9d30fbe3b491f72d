package dev.stagewright.processor.declaration;

/**
 * Something that kept a declaration from being read as it was meant.
 *
 * @param kind why
 * @param site the place of the annotation or value
 * @param name the annotation, member or constant, for messages
 */
public record Obstacle(Kind kind, Site site, String name) {

  /** Why something could not be read. */
  public enum Kind {
    /** A name means nothing yet; another processor may still generate what it means. */
    UNRESOLVED,
    /** A member is missing or of a wrong type: the compiler says so itself. */
    BROKEN,
    /** The annotations on the class path are of another version than this processor. */
    UNKNOWN
  }
}
