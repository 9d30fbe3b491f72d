package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.declaration.StageDeclaration;
import dev.stagewright.processor.report.Problem;
import dev.stagewright.processor.report.Report;

/** Every stage has at least one block, and no more than can be named and compiled. */
final class BlocksRule implements Rule {

  /** The deepest ResNet known has 200. */
  private static final int LIMIT = 500;

  /**
   * A line a block must fit into one method, and the descriptions of as many stages into another,
   * of 64 kilobytes each: with wide numbers everywhere a block takes 41 bytes, a stage 45. The
   * deepest ResNet known has 600 blocks.
   */
  private static final int TOTAL = 1000;

  @Override
  public void check(NetworkDeclaration declaration, Report report) {
    int total = 0;
    for (StageDeclaration stage : declaration.stages()) {
      int blocks = stage.blocks().value();
      if (blocks < 1 || blocks > LIMIT) {
        report.add(Problem.BLOCKS_COUNT, stage.blocks().site(), stage.title(), blocks, LIMIT);
      } else {
        int before = total;
        total += blocks;
        if (before <= TOTAL && total > TOTAL) {
          report.add(
              Problem.BLOCKS_TOTAL, stage.blocks().site(), stage.title(), blocks, total, TOTAL);
        }
      }
    }
  }
}
