package dev.stagewright.processor.writer;

import com.palantir.javapoet.CodeBlock;
import java.util.Locale;

/** Java literals and expressions as one would write them by hand. */
final class Literals {

  private Literals() {}

  /** For example {@code 0.5} or {@code 1e-4}. */
  static String number(double value) {
    return Double.toString(value).replace(".0E", "E").toLowerCase(Locale.ROOT);
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
