package dev.stagewright.processor.declaration;

import dev.stagewright.processor.declaration.Obstacle.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.TypeElement;

/** Reads a declaration off a type, once. */
public final class DeclarationReader {

  /** The package of the annotations. */
  public static final String DSL = "dev.stagewright.dsl";

  /** Those that belong inside another are the compiler's error where they stand alone. */
  private static final Set<String> KNOWN =
      Set.of("ResNet", "Stem", "Stage", "Stages", "Head", "Input", "Norm", "Pool", "Attention");

  private final TypeElement type;
  private final Notes notes = new Notes();

  private DeclarationReader(TypeElement type) {
    this.type = type;
  }

  /** Whether an annotation is one of those that declare networks. */
  public static boolean isOurs(TypeElement annotation) {
    return annotation.getQualifiedName().toString().startsWith(DSL + ".");
  }

  /** Reads all of a type's annotations. */
  public static Reading read(TypeElement type) {
    DeclarationReader reader = new DeclarationReader(type);
    NetworkDeclaration declaration = reader.read();
    return new Reading(declaration, reader.notes.obstacles());
  }

  private NetworkDeclaration read() {
    noteUnknown();
    List<AnnotationReader> single = annotations("Stage");
    List<AnnotationReader> stages = new ArrayList<>(single);
    List<AnnotationReader> containers = annotations("Stages");
    for (AnnotationReader container : containers) {
      stages.addAll(container.annotations("value", "Stage"));
    }
    List<StageDeclaration> numbered = new ArrayList<>();
    Optional<ResNetDeclaration> resNet = annotation("ResNet").map(ResNetDeclaration::of);
    ResNetDeclaration shared = resNet.orElseGet(() -> ResNetDeclaration.absent(Site.of(type)));
    for (AnnotationReader stage : stages) {
      boolean last = numbered.size() == stages.size() - 1;
      numbered.add(StageDeclaration.of(numbered.size() + 2, last, stage, shared));
    }
    Optional<Site> container = containers.stream().map(AnnotationReader::site).findFirst();
    Optional<Site> singleStage = single.stream().map(AnnotationReader::site).findFirst();
    NetworkDeclaration declaration =
        new NetworkDeclaration(
            type,
            resNet,
            annotation("Stem").map(stem -> StemDeclaration.of(stem, shared.defaults())),
            numbered,
            container.flatMap(site -> singleStage),
            container,
            annotation("Head").map(head -> HeadDeclaration.of(head, shared.defaults())));
    if (declaration.parts().findAny().isEmpty() && declaration.carriers().isEmpty()) {
      // @Input and the like, which compilers allow inside other annotations only.
      notes.add(Kind.BROKEN, declaration.site(), "@ResNet");
    }
    return declaration;
  }

  /** Annotations of a newer version of the package. */
  private void noteUnknown() {
    for (AnnotationMirror mirror : type.getAnnotationMirrors()) {
      String name = name(mirror);
      if (name.startsWith(DSL + ".") && !KNOWN.contains(name.substring(DSL.length() + 1))) {
        notes.add(Kind.UNKNOWN, site(mirror), "@" + name.substring(DSL.length() + 1));
      }
    }
  }

  private Optional<AnnotationReader> annotation(String name) {
    return mirrors(name).stream().findFirst().map(this::reader);
  }

  private List<AnnotationReader> annotations(String name) {
    return mirrors(name).stream().map(this::reader).toList();
  }

  private List<AnnotationMirror> mirrors(String name) {
    return type.getAnnotationMirrors().stream()
        .filter(mirror -> isOurs(mirror, name))
        .collect(Collectors.toList());
  }

  private AnnotationReader reader(AnnotationMirror mirror) {
    return AnnotationReader.of(mirror, site(mirror), notes);
  }

  private Site site(AnnotationMirror mirror) {
    return new Site(type, mirror, null);
  }

  private static String name(AnnotationMirror mirror) {
    return mirror.getAnnotationType().toString();
  }

  static boolean isOurs(AnnotationMirror mirror, String name) {
    return mirror.getAnnotationType().toString().equals(DSL + "." + name);
  }
}
