package dev.stagewright.processor.report;

import dev.stagewright.processor.declaration.Site;
import java.util.ArrayList;
import java.util.List;
import javax.tools.Diagnostic.Kind;

/** The problems of one declaration, in the order found. */
public final class Report {

  /**
   * One problem.
   *
   * @param site where to show it
   * @param message the whole text
   */
  public record Finding(Problem problem, Site site, String message) {}

  private final List<Finding> findings = new ArrayList<>();

  /** Adds a problem; the arguments are those of its text. */
  public void add(Problem problem, Site site, Object... arguments) {
    findings.add(new Finding(problem, site, problem.message(arguments)));
  }

  /** Whether there is no error; warnings do not count. */
  public boolean isClean() {
    return findings.stream().allMatch(finding -> finding.problem().kind() == Kind.WARNING);
  }

  /** Whether a problem was found. */
  public boolean has(Problem problem) {
    return findings.stream().anyMatch(finding -> finding.problem() == problem);
  }

  /** All problems. */
  public List<Finding> findings() {
    return List.copyOf(findings);
  }
}
