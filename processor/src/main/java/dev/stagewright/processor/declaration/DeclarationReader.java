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
   * @throws UnreadableException if a value has not the type that it must have, or {@code @Input}
   *     and the like stand where only other annotations may
   */
  public static NetworkDeclaration read(TypeElement type) {
    List<AnnotationReader> stages = new ArrayList<>(annotations(type, "Stage"));
    List<AnnotationReader> containers = annotations(type, "Stages");
    for (AnnotationReader container : containers) {
      stages.addAll(container.annotations("value", "Stage"));
    }
    List<StageDeclaration> numbered = new ArrayList<>();
    for (AnnotationReader stage : stages) {
      numbered.add(StageDeclaration.of(numbered.size() + 2, stage));
    }
    NetworkDeclaration declaration =
        new NetworkDeclaration(
            type,
            annotation(type, "ResNet").map(ResNetDeclaration::of),
            annotation(type, "Stem").map(StemDeclaration::of),
            numbered,
            containers.stream().map(AnnotationReader::site).findFirst(),
            annotation(type, "Head").map(HeadDeclaration::of));
    if (declaration.parts().findAny().isEmpty()) {
      throw UnreadableException.broken(declaration.site());
    }
    return declaration;
  }

  private static Optional<AnnotationReader> annotation(TypeElement type, String name) {
    return annotations(type, name).stream().findFirst();
  }

  private static List<AnnotationReader> annotations(TypeElement type, String name) {
    List<AnnotationReader> found = new ArrayList<>();
    for (AnnotationMirror mirror : type.getAnnotationMirrors()) {
      if (isOurs(mirror, name)) {
        found.add(new AnnotationReader(mirror, new Site(type, mirror, null)));
      }
    }
    return found;
  }

  static boolean isOurs(AnnotationMirror mirror, String name) {
    return mirror.getAnnotationType().toString().equals(DSL + "." + name);
  }
}
