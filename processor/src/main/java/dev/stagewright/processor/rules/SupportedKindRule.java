package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.report.Problem;
import dev.stagewright.processor.report.Report;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;

/** A network is declared on an interface or class that generated code could name. */
final class SupportedKindRule implements Rule {

  @Override
  public void check(NetworkDeclaration declaration, Report report) {
    TypeElement type = declaration.type();
    String kind =
        switch (type.getKind()) {
          case ENUM -> "an enum";
          case RECORD -> "a record";
          // Of which MetaAnnotationRule speaks.
          case ANNOTATION_TYPE -> "";
          default -> shape(type);
        };
    if (!kind.isEmpty()) {
      report.add(Problem.KIND_UNSUPPORTED, declaration.site(), type.getSimpleName(), kind);
    }
  }

  private static String shape(TypeElement type) {
    if (!type.getTypeParameters().isEmpty()) {
      return "generic";
    }
    boolean inner =
        type.getNestingKind() == NestingKind.MEMBER
            && !type.getModifiers().contains(Modifier.STATIC);
    if (inner) {
      return "an inner class";
    }
    return type.getNestingKind().isNested() && type.getNestingKind() != NestingKind.MEMBER
        ? "a local class"
        : "";
  }
}
