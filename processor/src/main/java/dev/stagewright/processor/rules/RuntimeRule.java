package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.declaration.VisibleTypes;
import dev.stagewright.processor.report.Problem;
import dev.stagewright.processor.report.Report;
import java.util.Optional;
import javax.lang.model.element.Name;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** The runtime that generated code calls is there and new enough. */
final class RuntimeRule implements Rule {

  /** The level of the contract that generated code is written for. */
  private static final int NEEDED = 2;

  static final String NETWORK = "dev.stagewright.network.Network";

  private final Elements elements;

  RuntimeRule(Elements elements) {
    this.elements = elements;
  }

  @Override
  public void check(NetworkDeclaration declaration, Report report) {
    Name name = declaration.type().getSimpleName();
    VisibleTypes visible = VisibleTypes.from(declaration.type(), elements);
    TypeElement network = visible.find(NETWORK);
    if (network == null) {
      if (!visible.inNamedModule()) {
        report.add(Problem.RUNTIME_MISSING, declaration.site(), name, NETWORK);
      }
      return;
    }
    Optional<Integer> level = level(network);
    if (level.isEmpty() || level.get() < NEEDED) {
      report.add(
          Problem.RUNTIME_TOO_OLD,
          declaration.site(),
          name,
          NEEDED,
          level.map(String::valueOf).orElse("none"));
    }
  }

  private static Optional<Integer> level(TypeElement network) {
    return ElementFilter.fieldsIn(network.getEnclosedElements()).stream()
        .filter(field -> field.getSimpleName().contentEquals("API_LEVEL"))
        .map(VariableElement::getConstantValue)
        .filter(Integer.class::isInstance)
        .map(Integer.class::cast)
        .findFirst();
  }
}
