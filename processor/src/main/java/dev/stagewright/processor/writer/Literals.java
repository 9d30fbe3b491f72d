package dev.stagewright.processor.writer;

import com.palantir.javapoet.CodeBlock;
import java.util.List;
import java.util.Locale;

/** Java literals and expressions as one would write them by hand. */
final class Literals {

  private Literals() {}

  /** For example {@code 0.5} or {@code 1e-4}. */
  static String number(double value) {
    return Double.toString(value).replace(".0E", "E").toLowerCase(Locale.ROOT);
  }

  /** An argument that does not tell by itself what it is. */
  static CodeBlock named(String name, Object literal) {
    return CodeBlock.of("/* $L= */ $L", name, literal);
  }

  /**
   * Deeplearning4j's own penalties: its L2 is half the sum of squares, a declaration's the whole.
   */
  static CodeBlock dl4jPenalty(double l1, double l2) {
    CodeBlock first = CodeBlock.of("new $T($L)", Types.DL4J_L1, number(l1));
    CodeBlock second = CodeBlock.of("new $T(2 * $L)", Types.DL4J_L2, number(l2));
    CodeBlock both = CodeBlock.of("$L, $L", first, second);
    CodeBlock none = CodeBlock.of("");
    return CodeBlock.of(
        "$T.of($L)", List.class, l1 == 0 ? (l2 == 0 ? none : second) : (l2 == 0 ? first : both));
  }

  /** A penalty in its shortest form. */
  static CodeBlock penalty(double l1, double l2) {
    if (l1 == 0 && l2 == 0) {
      return CodeBlock.of("$T.NONE", Types.REGULARIZATION);
    }
    if (l1 == 0) {
      return CodeBlock.of("$T.l2($L)", Types.REGULARIZATION, number(l2));
    }
    if (l2 == 0) {
      return CodeBlock.of("$T.l1($L)", Types.REGULARIZATION, number(l1));
    }
    return CodeBlock.of("new $T($L, $L)", Types.REGULARIZATION, number(l1), number(l2));
  }
}
