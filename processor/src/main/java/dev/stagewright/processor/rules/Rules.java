package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.report.Report;
import java.util.List;
import java.util.function.Predicate;
import javax.lang.model.util.Elements;

/** All rules. They do not depend on their order, which is that of the messages. */
public final class Rules {

  private final List<Rule> rules;

  /**
   * The rules of a compilation.
   *
   * @param elements know its types
   * @param compiled whether a type of that name is among its sources
   */
  public Rules(Elements elements, Predicate<String> compiled) {
    rules =
        List.of(
            new SupportedKindRule(),
            new PartsRule(),
            new InputRule(),
            new AlphaRule(),
            new PenaltyRule(),
            new NormRule(),
            new StemRule(),
            new BlocksRule(),
            new FiltersRule(),
            new KernelRule(),
            new StrideRule(),
            new HeadRule(),
            new HeadNameRule(),
            new FeatureMapRule(),
            new NameRule(elements, compiled),
            new RuntimeRule(elements));
  }

  /** Reports every fault of a declaration. */
  public void check(NetworkDeclaration declaration, Report report) {
    rules.forEach(rule -> rule.check(declaration, report));
  }
}
