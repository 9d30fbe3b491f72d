package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.DeclarationReader;
import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.declaration.Site;
import dev.stagewright.processor.report.Fault;
import dev.stagewright.processor.report.Report;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;

/** No part of a declaration stands on an annotation of the user's own, which could carry it on. */
final class MetaAnnotationRule implements Rule {

  @Override
  public void check(NetworkDeclaration declaration, Report report) {
    TypeElement type = declaration.type();
    if (type.getKind() == ElementKind.ANNOTATION_TYPE) {
      report.add(
          Fault.META_ANNOTATION,
          declaration.firstPart().site(),
          type.getSimpleName(),
          declaration.firstPart().name(),
          "the type of each network");
    }
    for (AnnotationMirror mirror : type.getAnnotationMirrors()) {
      carried(mirror)
          .ifPresent(
              part ->
                  report.add(
                      Fault.META_ANNOTATION,
                      new Site(type, mirror, null),
                      mirror.getAnnotationType().asElement().getSimpleName(),
                      part,
                      type.getSimpleName()));
    }
  }

  /** Whether a type wears an annotation that carries parts. */
  static boolean speaksOf(NetworkDeclaration declaration) {
    TypeElement type = declaration.type();
    return type.getKind() == ElementKind.ANNOTATION_TYPE
        || type.getAnnotationMirrors().stream().anyMatch(mirror -> carried(mirror).isPresent());
  }

  /** The part of a declaration that an annotation carries. */
  private static Optional<String> carried(AnnotationMirror mirror) {
    Element annotation = mirror.getAnnotationType().asElement();
    return annotation.getAnnotationMirrors().stream()
        .map(each -> (TypeElement) each.getAnnotationType().asElement())
        .filter(DeclarationReader::isOurs)
        .map(part -> part.getSimpleName().toString())
        .findFirst();
  }
}
