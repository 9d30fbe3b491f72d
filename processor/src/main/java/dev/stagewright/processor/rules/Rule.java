package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.report.Report;

/** Something that a declaration must fulfil. */
public interface Rule {

  /** Reports every place where a declaration does not fulfil this rule. */
  void check(NetworkDeclaration declaration, Report report);
}
