package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.report.Fault;
import dev.stagewright.processor.report.Report;
import dev.stagewright.processor.writer.NetworkType;
import java.util.function.Predicate;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** No type has the name of the class to generate. */
final class NameRule implements Rule {

  private final Elements elements;
  private final Predicate<String> compiled;

  /**
   * @param compiled whether a type of that name is among the sources of this compilation
   */
  NameRule(Elements elements, Predicate<String> compiled) {
    this.elements = elements;
    this.compiled = compiled;
  }

  @Override
  public void check(NetworkDeclaration declaration, Report report) {
    NetworkType names = NetworkType.of(declaration.type(), elements);
    String generated = names.generated().canonicalName();
    TypeElement existing = elements.getTypeElement(generated);
    if (existing != null && (compiled.test(generated) || !isNetwork(existing))) {
      report.add(
          NetworkType.isGenerated(existing) ? Fault.GENERATED_IN_SOURCES : Fault.NAME_TAKEN,
          declaration.site(),
          generated,
          declaration.type().getSimpleName());
    }
  }

  /** What an earlier compilation generated is still on the class path, and no fault. */
  private static boolean isNetwork(TypeElement type) {
    return type.getInterfaces().stream()
        .anyMatch(supertype -> supertype.toString().equals(RuntimeRule.NETWORK));
  }
}
