package dev.stagewright.processor.declaration;

import dev.stagewright.processor.topology.LayerNames;
import dev.stagewright.processor.topology.Naming;
import dev.stagewright.processor.topology.Outline;
import dev.stagewright.processor.topology.Outline.StageEnd;
import java.util.List;

/** What other code would see of a declared network, if its faults were mended. */
public final class DeclaredOutline {

  private static final String HEAD = "fc1000";

  private DeclaredOutline() {}

  /**
   * The outline as far as the declaration tells; without a head, that of a plain {@code @Head}, and
   * without stages one stage, which every network has.
   */
  public static Outline of(NetworkDeclaration declaration) {
    List<StageEnd> stages =
        declaration.stages().stream()
            .map(stage -> new StageEnd(stage.number(), end(stage)))
            .toList();
    return new Outline(
        stages.isEmpty() ? List.of(first()) : stages,
        declaration.head().map(head -> head.pool().value() != 0).orElse(true),
        declaration.head().map(head -> head.name().value()).orElse(HEAD));
  }

  private static StageEnd first() {
    String block = LayerNames.block(LayerNames.FIRST_STAGE, Naming.LETTERS, 0);
    return new StageEnd(LayerNames.FIRST_STAGE, LayerNames.output(block).toString());
  }

  private static String end(StageDeclaration stage) {
    Naming naming = stage.naming().value();
    int blocks = Math.max(1, stage.blocks().value());
    int last = naming == Naming.LETTERS ? Math.min(blocks, Naming.ALPHABET) : blocks;
    return LayerNames.output(LayerNames.block(stage.number(), naming, last - 1)).toString();
  }
}
