package dev.stagewright.processor.declaration;

import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/**
 * A place in the user's source, as exactly as it is known.
 *
 * @param element the annotated type
 * @param mirror the annotation on that type; null for the type itself
 * @param value a value anywhere inside the annotation; null for the annotation itself
 */
public record Site(
    Element element, @Nullable AnnotationMirror mirror, @Nullable AnnotationValue value) {

  /** The place of a type itself. */
  public static Site of(Element element) {
    return new Site(element, null, null);
  }

  Site at(@Nullable AnnotationValue inside) {
    return inside == null ? this : new Site(element, mirror, inside);
  }
}
