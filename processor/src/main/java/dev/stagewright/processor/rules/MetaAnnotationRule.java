package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.declaration.NetworkDeclaration.Part;
import dev.stagewright.processor.report.Problem;
import dev.stagewright.processor.report.Report;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;

/** No part of a declaration stands on an annotation of the user's own, which could carry it on. */
final class MetaAnnotationRule implements Rule {

  @Override
  public void check(NetworkDeclaration declaration, Report report) {
    TypeElement type = declaration.type();
    if (isAnnotation(declaration) && declaration.carriers().isEmpty()) {
      Part part = declaration.firstPart();
      report.add(
          Problem.META_ANNOTATION,
          part.site(),
          type.getSimpleName(),
          part.name(),
          "the type of each network");
    }
    declaration
        .carriers()
        .forEach(
            carrier ->
                report.add(
                    Problem.META_ANNOTATION,
                    carrier.site(),
                    carrier.name(),
                    carrier.part(),
                    type.getSimpleName()));
  }

  private static boolean isAnnotation(NetworkDeclaration declaration) {
    return declaration.type().getKind() == ElementKind.ANNOTATION_TYPE;
  }

  /** Whether it is about a declaration that its parts stand elsewhere. */
  static boolean speaksOf(NetworkDeclaration declaration) {
    return isAnnotation(declaration) || !declaration.carriers().isEmpty();
  }
}
