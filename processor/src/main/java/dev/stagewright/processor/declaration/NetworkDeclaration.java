package dev.stagewright.processor.declaration;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/**
 * Everything declared on one type, right or wrong. A part that is missing is empty.
 *
 * @param type the annotated type
 * @param stages in order; none if there is no {@code @Stage}
 * @param singleStage a {@code @Stage} that stands beside {@code @Stages}
 * @param container of the stages, written or made by the compiler
 */
public record NetworkDeclaration(
    TypeElement type,
    Optional<ResNetDeclaration> resNet,
    Optional<StemDeclaration> stem,
    List<StageDeclaration> stages,
    Optional<Site> singleStage,
    Optional<Site> container,
    Optional<HeadDeclaration> head) {

  /** Copies the list. */
  public NetworkDeclaration {
    stages = List.copyOf(stages);
  }

  /** The place of the type itself. */
  public Site site() {
    return Site.of(type);
  }

  /** The first part that there is, by the name of its annotation; without any, the reader fails. */
  public Part firstPart() {
    return parts().findFirst().orElseThrow();
  }

  Stream<Part> parts() {
    return Stream.of(
            resNet.map(part -> new Part("ResNet", part.site())),
            stem.map(part -> new Part("Stem", part.site())),
            stages.stream().map(part -> new Part("Stage", part.site())).findFirst(),
            head.map(part -> new Part("Head", part.site())),
            container.map(site -> new Part("Stages", site)))
        .flatMap(Optional::stream);
  }

  /** The user's own annotations on the type that carry parts of a declaration, and one of each. */
  public List<Carrier> carriers() {
    return type.getAnnotationMirrors().stream()
        .flatMap(mirror -> carrier(mirror).stream())
        .toList();
  }

  private Optional<Carrier> carrier(AnnotationMirror mirror) {
    Element annotation = mirror.getAnnotationType().asElement();
    return annotation.getAnnotationMirrors().stream()
        .map(each -> (TypeElement) each.getAnnotationType().asElement())
        .filter(DeclarationReader::isOurs)
        .map(part -> part.getSimpleName().toString())
        .map(part -> new Carrier(annotation.getSimpleName().toString(), part, site(mirror)))
        .findFirst();
  }

  private Site site(AnnotationMirror mirror) {
    return new Site(type, mirror, null);
  }

  /** One of the annotations. */
  public record Part(String name, Site site) {}

  /** An annotation of the user's own that carries a part. */
  public record Carrier(String name, String part, Site site) {}
}
