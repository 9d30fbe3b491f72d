package dev.stagewright.processor.declaration;

import dev.stagewright.processor.topology.Convention;
import dev.stagewright.processor.topology.Defaults;
import dev.stagewright.processor.topology.LayerName;
import dev.stagewright.processor.topology.LayerNames;
import dev.stagewright.processor.topology.Naming;
import dev.stagewright.processor.topology.Outline;
import dev.stagewright.processor.topology.Outline.StageEnd;
import dev.stagewright.processor.topology.Pooling;
import java.util.List;
import java.util.Optional;

/** What other code would see of a declared network, if its faults were mended. */
public final class DeclaredOutline {

  private final NetworkDeclaration declaration;
  private final Defaults defaults;
  private final LayerNames names;

  private DeclaredOutline(NetworkDeclaration declaration) {
    this.declaration = declaration;
    this.defaults =
        declaration
            .resNet()
            .map(ResNetDeclaration::defaults)
            .orElse(new Defaults(Convention.KERAS_LEGACY, false));
    this.names = defaults.names();
  }

  /**
   * The outline as far as the declaration tells; without a head, that of a plain {@code @Head}, and
   * without stages one stage, which every network has.
   */
  public static Outline of(NetworkDeclaration declaration) {
    return new DeclaredOutline(declaration).outline();
  }

  private Outline outline() {
    List<StageEnd> stages =
        declaration.stages().stream()
            .map(stage -> end(stage.number(), stage.naming().value(), stage.blocks().value()))
            .toList();
    int convolutions = declaration.stem().map(stem -> stem.filters().value().size()).orElse(1);
    Pooling pooling =
        declaration.head().map(head -> head.pooling().value()).orElse(defaults.pooling());
    boolean window = declaration.head().map(head -> head.pool().value() != 0).orElse(true);
    boolean average =
        pooling == Pooling.AVERAGE
            || pooling == Pooling.AVERAGE_AND_MAX
            || (pooling == Pooling.WINDOW && window);
    boolean max = pooling == Pooling.MAX || pooling == Pooling.AVERAGE_AND_MAX;
    return new Outline(
        names.stemConvolution(0, convolutions).toString(),
        convolutions > 1,
        stages.isEmpty() ? List.of(end(LayerNames.FIRST_STAGE, Naming.LETTERS, 1)) : stages,
        pool(average, names.averagePool()),
        pool(max, names.maxPool()),
        declaration.head().map(head -> head.name().value()).orElse(defaults.head()));
  }

  private static Optional<String> pool(boolean exists, LayerName name) {
    return exists ? Optional.of(name.toString()) : Optional.empty();
  }

  private StageEnd end(int stage, Naming naming, int blocks) {
    int last = Math.max(1, blocks) - 1;
    String block = names.block(stage, naming.forBlocks(last + 1), last);
    return new StageEnd(stage, names.output(block).toString());
  }
}
