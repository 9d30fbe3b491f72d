package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.declaration.VisibleTypes;
import dev.stagewright.processor.report.Problem;
import dev.stagewright.processor.report.Report;
import dev.stagewright.processor.writer.NetworkType;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

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
    Optional<String> owner = owners.apply(generated);
    if (owner.isEmpty()) {
      checkExisting(
          declaration, VisibleTypes.from(declaration.type(), elements).find(generated), report);
    } else if (!owner.get().equals(declaration.type().toString())) {
      add(Problem.NAME_TAKEN, declaration, generated, report);
    }
  }

  private void checkExisting(
      NetworkDeclaration declaration, @Nullable TypeElement existing, Report report) {
    // What an earlier compilation generated is still on the class path, and no problem.
    if (existing != null
        && (compiled.test(existing.toString()) || !NetworkType.isNetwork(existing))) {
      Problem problem =
          NetworkType.isGenerated(existing) ? Problem.GENERATED_IN_SOURCES : Problem.NAME_TAKEN;
      add(problem, declaration, existing.toString(), report);
    }
  }

  private static void add(
      Problem problem, NetworkDeclaration declaration, String generated, Report report) {
    report.add(problem, declaration.site(), generated, declaration.type().getSimpleName());
  }
}
