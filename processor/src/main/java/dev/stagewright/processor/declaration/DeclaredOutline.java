package dev.stagewright.processor.declaration;

import dev.stagewright.processor.topology.Convention;
import dev.stagewright.processor.topology.Defaults;
import dev.stagewright.processor.topology.LayerName;
import dev.stagewright.processor.topology.LayerNames;
import dev.stagewright.processor.topology.Naming;
import dev.stagewright.processor.topology.Outline;
import dev.stagewright.processor.topology.Outline.StageEnd;
import dev.stagewright.processor.topology.Pooling;
import dev.stagewright.processor.topology.SpatialPath;
import java.util.List;
import java.util.Optional;

/** What other code would see of a declared network, if its problems were mended. */
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
    SpatialPath path = DeclaredPath.of(names, declaration.stem(), declaration.stages());
    List<StageEnd> stages = declaration.stages().stream().map(stage -> end(stage, path)).toList();
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
        stages.isEmpty()
            ? List.of(
                new StageEnd(
                    LayerNames.FIRST_STAGE,
                    output(LayerNames.FIRST_STAGE, Naming.LETTERS, 1),
                    1,
                    1))
            : stages,
        pool(average, names.averagePool()),
        pool(max, names.maxPool()),
        declaration.head().map(head -> head.name().value()).orElse(defaults.head()));
  }

  private static Optional<String> pool(boolean exists, LayerName name) {
    return exists ? Optional.of(name.toString()) : Optional.empty();
  }

  private StageEnd end(StageDeclaration stage, SpatialPath path) {
    List<Declared<Integer>> filters = stage.filters().value();
    return new StageEnd(
        stage.number(),
        output(stage.number(), stage.naming().value(), stage.blocks().value()),
        filters.isEmpty() ? 1 : filters.get(filters.size() - 1).value(),
        path.reduction(stage.number() - LayerNames.FIRST_STAGE));
  }

  private String output(int stage, Naming naming, int blocks) {
    int last = Math.max(1, blocks) - 1;
    return names.output(names.block(stage, naming.forBlocks(last + 1), last)).toString();
  }
}
