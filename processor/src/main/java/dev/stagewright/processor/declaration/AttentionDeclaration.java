package dev.stagewright.processor.declaration;

import dev.stagewright.processor.topology.Attention;

/** {@code @Attention}. */
public record AttentionDeclaration(
    Site site, Declared<Attention.Kind> kind, Declared<Integer> reduction) {

  static AttentionDeclaration of(AnnotationReader reader) {
    return new AttentionDeclaration(
        reader.site(),
        reader.constant("kind", Attention.Kind.class).or(Attention.Kind.NONE),
        reader.integer("reduction"));
  }

  /** The declared values. */
  public Attention attention() {
    return new Attention(kind.value(), reduction.value());
  }
}
