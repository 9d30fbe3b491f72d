package dev.stagewright.processor.declaration;

import java.util.List;
import java.util.Optional;
import javax.lang.model.element.TypeElement;

/**
 * Everything declared on one type, right or wrong. A part that is missing is empty.
 *
 * @param type the annotated type
 * @param stages in order; none if there is no {@code @Stage}
 */
public record NetworkDeclaration(
    TypeElement type,
    Optional<ResNetDeclaration> resNet,
    Optional<StemDeclaration> stem,
    List<StageDeclaration> stages,
    Optional<HeadDeclaration> head) {

  /** Copies the list. */
  public NetworkDeclaration {
    stages = List.copyOf(stages);
  }

  /** The place of the type itself. */
  public Site site() {
    return Site.of(type);
  }
}
