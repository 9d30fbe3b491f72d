package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.Obstacle;
import dev.stagewright.processor.declaration.Reading;
import dev.stagewright.processor.report.Problem;
import dev.stagewright.processor.report.Report;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.util.Elements;

/** All rules. They do not depend on their order, which is that of the messages. */
public final class Rules {

  private final List<Rule> rules;

  /**
   * The rules of a compilation.
   *
   * @param compiled whether a type of that name is among its sources
   * @param owners the declaration for which a type of that name has been written
   */
  public Rules(
      ProcessingEnvironment environment,
      Predicate<String> compiled,
      Function<String, Optional<String>> owners) {
    Elements elements = environment.getElementUtils();
    rules =
        List.of(
            new SupportedKindRule(),
            new MetaAnnotationRule(),
            new ModuleRule(elements),
            new PartsRule(),
            new StagesRule(),
            new InputRule(),
            new AlphaRule(),
            new PenaltyRule(),
            new NormRule(),
            new StemRule(),
            new BlocksRule(),
            new FiltersRule(),
            new KernelRule(),
            new StrideRule(),
            new GroupsRule(),
            new DilationRule(),
            new FormRule(),
            new UnusedMemberRule(),
            new BlockClassRule(elements, environment.getTypeUtils()),
            new OwnBlockRule(),
            new HeadRule(),
            new HeadNameRule(),
            new FeatureMapRule(),
            new UnreadCellsRule(),
            new TinyMapRule(),
            new NameRule(elements, compiled, owners),
            new SourceLevelRule(environment.getSourceVersion()),
            new RuntimeRule(elements));
  }

  /**
   * Reports every problem of what a type declares, but nothing that the compiler itself reports.
   */
  public void check(Reading reading, Report report) {
    for (Obstacle obstacle : reading.obstacles()) {
      if (obstacle.kind() == Obstacle.Kind.UNKNOWN) {
        report.add(Problem.DSL_MISMATCH, obstacle.site(), obstacle.name());
      }
    }
    if (reading.exact()) {
      rules.forEach(rule -> rule.check(reading.declaration(), report));
    }
  }
}
