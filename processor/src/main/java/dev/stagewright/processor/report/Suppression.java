package dev.stagewright.processor.report;

import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;

/** {@code @SuppressWarnings} on a declaration or on a type around it. */
final class Suppression {

  private Suppression() {}

  /** Whether a warning is to be silent; "all", which IDEs offer, silences every one. */
  static boolean covers(Element declaration, Problem warning) {
    for (Element at = declaration; at != null; at = at.getEnclosingElement()) {
      for (AnnotationMirror mirror : at.getAnnotationMirrors()) {
        if (mirror.getAnnotationType().toString().equals(SuppressWarnings.class.getName())
            && mirror.getElementValues().values().stream()
                .anyMatch(names -> lists(names, warning))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Through the mirror, since a name that does not compile would throw in the annotation. */
  private static boolean lists(AnnotationValue names, Problem warning) {
    return names.getValue() instanceof List<?> list
        && list.stream()
            .map(name -> ((AnnotationValue) name).getValue())
            .anyMatch(name -> name.equals("all") || name.equals(warning.suppression()));
  }
}
