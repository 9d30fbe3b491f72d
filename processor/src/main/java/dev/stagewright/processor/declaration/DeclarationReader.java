package dev.stagewright.processor.declaration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.TypeElement;

/** Reads a declaration off a type, once. */
public final class DeclarationReader {

  /** The package of the annotations. */
  public static final String DSL = "dev.stagewright.dsl";

  private DeclarationReader() {}

  /**
   * Reads all of a type's annotations.
   *
   * @throws UnreadableException if a value has not the type that it must have
   */
  public static NetworkDeclaration read(TypeElement type) {
    List<AnnotationReader> stages = new ArrayList<>(annotations(type, "Stage"));
    for (AnnotationReader container : annotations(type, "Stages")) {
      stages.addAll(container.annotations("value"));
    }
    List<StageDeclaration> numbered = new ArrayList<>();
    for (AnnotationReader stage : stages) {
      numbered.add(StageDeclaration.of(numbered.size() + 2, stage));
    }
    return new NetworkDeclaration(
        type,
        annotation(type, "ResNet").map(ResNetDeclaration::of),
        annotation(type, "Stem").map(StemDeclaration::of),
        numbered,
        annotation(type, "Head").map(HeadDeclaration::of));
  }

  private static Optional<AnnotationReader> annotation(TypeElement type, String name) {
    return annotations(type, name).stream().findFirst();
  }

  private static List<AnnotationReader> annotations(TypeElement type, String name) {
    List<AnnotationReader> found = new ArrayList<>();
    for (AnnotationMirror mirror : type.getAnnotationMirrors()) {
      if (mirror.getAnnotationType().toString().equals(DSL + "." + name)) {
        found.add(new AnnotationReader(mirror, new Site(type, mirror, null)));
      }
    }
    return found;
  }
}
