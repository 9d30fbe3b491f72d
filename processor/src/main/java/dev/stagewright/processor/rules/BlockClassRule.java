package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.Declared;
import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.declaration.StageDeclaration;
import dev.stagewright.processor.declaration.VisibleTypes;
import dev.stagewright.processor.report.Problem;
import dev.stagewright.processor.report.Report;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Generated code can make a user's block, and the block is one. */
final class BlockClassRule implements Rule {

  private static final String INTERFACE = "dev.stagewright.network.StageBlock";

  private final Elements elements;
  private final Types types;

  /** Why a class cannot be, and what to do. */
  private record Flaw(String reason, String mend) {}

  BlockClassRule(Elements elements, Types types) {
    this.elements = elements;
    this.types = types;
  }

  @Override
  public void check(NetworkDeclaration declaration, Report report) {
    VisibleTypes visible = VisibleTypes.from(declaration.type(), elements);
    Optional<TypeElement> wanted = Optional.ofNullable(visible.find(INTERFACE));
    for (StageDeclaration stage : declaration.stages()) {
      stage.block().ifPresent(block -> check(stage, block, wanted, report));
    }
  }

  private void check(
      StageDeclaration stage,
      Declared<TypeMirror> block,
      Optional<TypeElement> wanted,
      Report report) {
    Optional<TypeElement> type = StageDeclaration.element(block);
    Optional<Flaw> flaw =
        type.isEmpty()
            ? Optional.of(new Flaw("is not a class", "Name a class"))
            : flaw(type.get(), wanted);
    flaw.ifPresent(
        found ->
            report.add(
                Problem.BLOCK_CLASS,
                block.site(),
                stage.title(),
                block.value(),
                found.reason(),
                found.mend()));
  }

  private Optional<Flaw> flaw(TypeElement type, Optional<TypeElement> wanted) {
    if (type.getKind().isInterface()) {
      return flaw("is an interface", "Name a class that implements it");
    }
    if (type.getModifiers().contains(Modifier.ABSTRACT)) {
      return flaw("is abstract", "Name a class that extends it");
    }
    if (!type.getTypeParameters().isEmpty()) {
      return flaw("has type parameters", "Name a class that extends it without any");
    }
    for (Element at = type; at instanceof TypeElement; at = at.getEnclosingElement()) {
      boolean inner = at.getEnclosingElement() instanceof TypeElement;
      if (inner && !at.getModifiers().contains(Modifier.STATIC)) {
        return flaw("is an inner class", "Make it static");
      }
      if (!at.getModifiers().contains(Modifier.PUBLIC)) {
        return at.equals(type)
            ? flaw("is not public", "Make it public")
            : flaw(
                "is inside of " + at.getSimpleName() + ", which is not public", "Make it public");
      }
    }
    if (wanted.isEmpty() || !types.isSubtype(type.asType(), wanted.get().asType())) {
      return flaw("does not implement that", "Let it implement StageBlock");
    }
    boolean constructed =
        ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
            .anyMatch(
                constructor ->
                    constructor.getParameters().isEmpty()
                        && constructor.getModifiers().contains(Modifier.PUBLIC));
    return constructed ? Optional.empty() : flaw("has no such constructor", "Add it");
  }

  private static Optional<Flaw> flaw(String reason, String mend) {
    return Optional.of(new Flaw(reason, mend));
  }
}
