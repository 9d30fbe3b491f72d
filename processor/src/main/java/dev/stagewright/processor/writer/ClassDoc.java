package dev.stagewright.processor.writer;

import dev.stagewright.processor.model.Block;
import dev.stagewright.processor.model.Convolution;
import dev.stagewright.processor.model.LayerKind;
import dev.stagewright.processor.model.LayerPlan;
import dev.stagewright.processor.model.MinimumText;
import dev.stagewright.processor.model.NetworkModel;
import dev.stagewright.processor.model.PlannedLayer;
import dev.stagewright.processor.model.Shortcut;
import dev.stagewright.processor.model.Stage;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** The Javadoc of a generated class: what the network consists of, one row a block. */
final class ClassDoc {

  private final NetworkModel model;
  private final LayerPlan plan;
  private final Table table = new Table("layers", "convolutions", "output", "parameters", "MFLOP");

  private ClassDoc(NetworkModel model, LayerPlan plan) {
    this.model = model;
    this.plan = plan;
  }

  static String of(NetworkType type, NetworkModel model, LayerPlan plan) {
    String name = String.join(".", type.type().simpleNames());
    return new ClassDoc(model, plan).text(name);
  }

  private String text(String name) {
    NetworkModel.Settings settings = model.settings();
    long convolutions =
        plan.layers().stream().filter(layer -> layer.kind() == LayerKind.CONVOLUTION).count();
    addRows();
    return Text.wrap(
            Text.format(
                "The network that {@code %s} declares: %d convolutions, each with batch"
                    + " normalisation, %s%s as the nonlinearity, and a classifier of %,d classes.",
                name,
                convolutions,
                settings.nonlinearity().title(),
                settings.nonlinearity().hasAlpha() && !Varying.in(model).alpha()
                    ? " of alpha " + Literals.number(settings.alpha())
                    : "",
                model.head().classes()))
        + "\n"
        + Text.wrap(
            Text.format(
                "<p>%,d parameters, %,d of them trained; %.2f GFLOP of convolutions an image, two"
                    + " for each multiply-add.%s",
                plan.total(PlannedLayer::parameters),
                plan.total(PlannedLayer::trainable),
                plan.total(PlannedLayer::flops) / 1e9,
                minimum()))
        + "\n"
        + table.html("For an image of " + model.input());
  }

  private String minimum() {
    int side = model.path().minimum();
    return side == 1
        ? ""
        : Text.format(
            " The smallest image is %d x %d, since %s.", side, side, MinimumText.of(model.path()));
  }

  private void addRows() {
    int kernel = model.stem().convolution().kernel();
    row("conv1", kernel(kernel), "conv1", List.of("conv1", "bn_conv1"));
    model.stem().pool().ifPresent(pool -> row("pool1", "", "pool1", List.of("pool1")));
    for (Stage stage : model.stages()) {
      for (Block block : stage.blocks()) {
        row("res" + block.id(), kernels(block), block.output(), layers(block));
      }
    }
    model.head().pool().ifPresent(pool -> row("avg_pool", "", "avg_pool", List.of("avg_pool")));
    String head = model.head().name();
    row(head, "", head, List.of(head));
  }

  private static String kernels(Block block) {
    String branch =
        block.branch().stream()
            .map(convolution -> kernel(convolution.window().kernel()))
            .collect(Collectors.joining(", "));
    return block.shortcut() instanceof Shortcut.Projected ? branch + "; 1 x 1" : branch;
  }

  private static String kernel(int side) {
    return side + " x " + side;
  }

  private static List<String> layers(Block block) {
    List<String> branches =
        block.branch().stream().map(Convolution::branch).collect(Collectors.toList());
    if (block.shortcut() instanceof Shortcut.Projected) {
      branches.add("branch1");
    }
    return branches.stream()
        .flatMap(
            branch ->
                List.of("res" + block.id() + "_" + branch, "bn" + block.id() + "_" + branch)
                    .stream())
        .toList();
  }

  private void row(String title, String kernels, String last, List<String> names) {
    PlannedLayer end = plan.layer(last);
    table.row(
        title,
        kernels,
        last.equals(model.head().name())
            ? String.valueOf(end.output().channels())
            : end.output().toString(),
        Text.format("%,d", sum(names, PlannedLayer::parameters)),
        Text.format("%,.1f", sum(names, PlannedLayer::flops) / 1e6));
  }

  private long sum(List<String> names, ToLongFunction<PlannedLayer> number) {
    return names.stream().map(plan::layer).mapToLong(number).reduce(0, Math::addExact);
  }
}
