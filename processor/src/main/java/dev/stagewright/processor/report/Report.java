package dev.stagewright.processor.report;

import dev.stagewright.processor.declaration.Site;
import java.util.ArrayList;
import java.util.List;
import javax.tools.Diagnostic.Kind;

/** The faults of one declaration, in the order found. */
public final class Report {

  /**
   * One fault.
   *
   * @param site where to show it
   * @param message the whole text
   */
  public record Finding(Fault fault, Site site, String message) {}

  private final List<Finding> findings = new ArrayList<>();

  /** Adds a fault; the arguments are those of its text. */
  public void add(Fault fault, Site site, Object... arguments) {
    findings.add(new Finding(fault, site, fault.message(arguments)));
  }

  /** Whether there is no error; warnings do not count. */
  public boolean isClean() {
    return findings.stream().allMatch(finding -> finding.fault().kind() == Kind.WARNING);
  }

  /** Whether a fault was found. */
  public boolean has(Fault fault) {
    return findings.stream().anyMatch(finding -> finding.fault() == fault);
  }

  /** All faults. */
  public List<Finding> findings() {
    return List.copyOf(findings);
  }
}
