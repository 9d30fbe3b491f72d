package dev.stagewright.processor.declaration;

import javax.lang.model.element.AnnotationValue;

/** How compilers show a value whose name means nothing to them yet. */
final class Unresolved {

  private static final String TEXT = "<error>";

  private Unresolved() {}

  /**
   * Whether a value is not resolved, rather than a text of the same characters. Only that text has
   * quotes in javac; ECJ shows both alike, and no name in a declaration can be that text.
   */
  static boolean is(AnnotationValue value, Class<?> type) {
    if (!TEXT.equals(value.getValue())) {
      return false;
    }
    boolean text = type == String.class && !value.toString().equals(TEXT);
    return !text || value.getClass().getName().startsWith("org.eclipse.jdt.");
  }
}
