package dev.stagewright.processor.declaration;

import java.util.Optional;

/** An annotation cannot be read; the whole declaration is given up. */
public final class UnreadableException extends RuntimeException {

  private final transient Site site;
  private final transient Optional<String> unknown;

  private UnreadableException(Site site, Optional<String> unknown) {
    super(unknown.orElse("the compiler reports it"));
    this.site = site;
    this.unknown = unknown;
  }

  /** A member is missing or of a wrong type: the compiler says so itself. */
  static UnreadableException broken(Site site) {
    return new UnreadableException(site, Optional.empty());
  }

  /** The annotations on the class path are of another version than this processor. */
  static UnreadableException unknown(String what, Site site) {
    return new UnreadableException(site, Optional.of(what));
  }

  /** The place of the annotation or value. */
  public Site site() {
    return site;
  }

  /** The member or constant that only one of annotations and processor knows, if that is why. */
  public Optional<String> unknown() {
    return unknown;
  }
}
