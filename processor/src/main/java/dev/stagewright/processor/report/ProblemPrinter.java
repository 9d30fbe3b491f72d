package dev.stagewright.processor.report;

import dev.stagewright.processor.declaration.Site;
import dev.stagewright.processor.report.Report.Finding;
import java.util.HashSet;
import java.util.Set;
import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import javax.tools.Diagnostic.Kind;
import org.jspecify.annotations.Nullable;

/** Prints problems through the compiler, each as close to its place as the compiler can. */
public final class ProblemPrinter {

  private final Messager messager;
  private final @Nullable SourceTrees trees;
  private final Set<String> printed = new HashSet<>();

  /** Finds out what this compiler can do. */
  public ProblemPrinter(ProcessingEnvironment environment) {
    messager = environment.getMessager();
    trees = trees(environment);
  }

  /** Prints a report; not what is suppressed, nor what was said of the compilation before. */
  public void print(Report report) {
    report.findings().forEach(this::print);
  }

  private void print(Finding finding) {
    Site site = finding.site();
    Kind kind = finding.problem().kind();
    boolean suppressed =
        kind == Kind.WARNING && Suppression.covers(site.element(), finding.problem());
    boolean repeated = finding.problem().ofCompilation() && !printed.add(finding.message());
    if (suppressed || repeated) {
      return;
    }
    if (trees == null || site.mirror() == null || !trees.print(kind, site, finding.message())) {
      messager.printMessage(kind, finding.message(), site.element(), site.mirror(), site.value());
    }
  }

  /** javac's trees; other compilers, and build tools that wrap the environment, have none. */
  private static @Nullable SourceTrees trees(ProcessingEnvironment environment) {
    try {
      return new SourceTrees(environment);
    } catch (IllegalArgumentException | LinkageError e) {
      return null;
    }
  }
}
