package dev.stagewright.processor.rules;

import static java.util.Objects.requireNonNull;

import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.declaration.VisibleTypes;
import dev.stagewright.processor.report.Problem;
import dev.stagewright.processor.report.Report;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.Name;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** A named module keeps its networks in packages and reads what generated code uses. */
final class ModuleRule implements Rule {

  /** A library that generated code uses: its module, and a type by which it is known. */
  private record Library(String module, String type) {}

  private static final List<Library> LIBRARIES =
      List.of(
          new Library("dev.stagewright.runtime", RuntimeRule.NETWORK),
          new Library(
              "deeplearning4j.nn", "org.deeplearning4j.nn.conf.ComputationGraphConfiguration"),
          new Library("nd4j.api", "org.nd4j.linalg.learning.config.Sgd"));

  private final Elements elements;

  ModuleRule(Elements elements) {
    this.elements = elements;
  }

  @Override
  public void check(NetworkDeclaration declaration, Report report) {
    TypeElement type = declaration.type();
    VisibleTypes visible = VisibleTypes.from(type, elements);
    if (!visible.inNamedModule()) {
      return;
    }
    Name module = requireNonNull(visible.module()).getQualifiedName();
    if (elements.getPackageOf(type).isUnnamed()) {
      report.add(Problem.PACKAGE_UNNAMED, declaration.site(), type.getSimpleName(), module);
    }
    List<Library> unread =
        LIBRARIES.stream().filter(library -> !visible.has(library.type())).toList();
    if (!unread.isEmpty()) {
      report.add(
          Problem.RUNTIME_NOT_READ,
          declaration.site(),
          module,
          unread.get(0).type(),
          unread.stream()
              .map(library -> "requires " + library.module() + ";")
              .collect(Collectors.joining(" ")));
    }
  }
}
