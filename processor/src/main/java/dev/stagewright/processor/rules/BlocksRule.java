package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.declaration.StageDeclaration;
import dev.stagewright.processor.model.Naming;
import dev.stagewright.processor.report.Fault;
import dev.stagewright.processor.report.Report;

/** A stage has at least one block, and no more than can be named and compiled. */
final class BlocksRule implements Rule {

  /**
   * One line a block must fit into one method of 64 kilobytes. The deepest ResNet known has 200.
   */
  private static final int LIMIT = 500;

  @Override
  public void check(NetworkDeclaration declaration, Report report) {
    for (StageDeclaration stage : declaration.stages()) {
      int blocks = stage.blocks().value();
      if (blocks < 1 || blocks > LIMIT) {
        report.add(Fault.BLOCKS_COUNT, stage.blocks().site(), stage.title(), blocks, LIMIT);
      } else if (stage.naming().value() == Naming.LETTERS && blocks > Naming.ALPHABET) {
        report.add(
            Fault.BLOCKS_BEYOND_LETTERS,
            stage.blocks().site(),
            stage.title(),
            blocks,
            Naming.ALPHABET);
      }
    }
  }
}
