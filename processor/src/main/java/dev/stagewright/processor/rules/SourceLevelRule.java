package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.report.Problem;
import dev.stagewright.processor.report.Report;
import javax.lang.model.SourceVersion;

/** The compiler understands generated code, which has records and switch expressions. */
final class SourceLevelRule implements Rule {

  private final SourceVersion version;

  SourceLevelRule(SourceVersion version) {
    this.version = version;
  }

  @Override
  public void check(NetworkDeclaration declaration, Report report) {
    if (version.compareTo(SourceVersion.RELEASE_17) < 0) {
      report.add(Problem.SOURCE_LEVEL, declaration.site(), version.name().replace("RELEASE_", ""));
    }
  }
}
