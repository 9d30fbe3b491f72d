package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.report.Fault;
import dev.stagewright.processor.report.Report;
import dev.stagewright.processor.writer.NetworkType;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** No type has the name of the class to generate. */
final class NameRule implements Rule {

  private final Elements elements;
  private final Predicate<String> compiled;
  private final Function<String, Optional<String>> owners;

  /**
   * @param compiled whether a type of that name is among the sources of this compilation
   * @param owners the declaration for which a type of that name has been written
   */
  NameRule(
      Elements elements, Predicate<String> compiled, Function<String, Optional<String>> owners) {
    this.elements = elements;
    this.compiled = compiled;
    this.owners = owners;
  }

  @Override
  public void check(NetworkDeclaration declaration, Report report) {
    NetworkType names = NetworkType.of(declaration.type(), elements);
    String generated = names.generated().canonicalName();
    boolean taken =
        owners
            .apply(generated)
            .map(owner -> !owner.equals(declaration.type().toString()))
            .orElseGet(() -> exists(generated));
    if (taken) {
      report.add(
          Fault.NAME_TAKEN, declaration.site(), generated, declaration.type().getSimpleName());
    }
  }

  private boolean exists(String generated) {
    TypeElement existing = elements.getTypeElement(generated);
    return existing != null && (compiled.test(generated) || !isNetwork(existing));
  }

  /** What an earlier compilation generated is still on the class path, and no fault. */
  private static boolean isNetwork(TypeElement type) {
    return type.getInterfaces().stream()
        .anyMatch(supertype -> supertype.toString().equals(RuntimeRule.NETWORK));
  }
}
