package dev.stagewright.processor.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Shape inference: every layer of a network with its top, in the order of computation. */
public final class LayerPlan {

  private final NetworkModel model;
  private final Map<String, PlannedLayer> layers = new LinkedHashMap<>();

  /** Of the layers that are added; see {@link PlannedLayer#part()}. */
  private int part = 1;

  private LayerPlan(NetworkModel model) {
    this.model = model;
  }

  /** The layers of a network by name. */
  public static LayerPlan of(NetworkModel model) {
    LayerPlan plan = new LayerPlan(model);
    String x = plan.stem();
    for (Stage stage : model.stages()) {
      plan.part = stage.number();
      for (Block block : stage.blocks()) {
        x = plan.block(block, x);
      }
    }
    plan.part = 0;
    plan.head(x);
    return plan;
  }

  /** All layers in the order of computation. */
  public List<PlannedLayer> layers() {
    return List.copyOf(layers.values());
  }

  /** The shape that a layer makes. */
  public FeatureMap output(String layer) {
    return layer.equals(NetworkModel.INPUT) ? model.input() : layer(layer).output();
  }

  /** A layer by its name. */
  public PlannedLayer layer(String name) {
    PlannedLayer layer = layers.get(name);
    if (layer == null) {
      throw new IllegalArgumentException("no layer " + name);
    }
    return layer;
  }

  /** The sum over all layers of one of their numbers. */
  public long total(ToLongFunction<PlannedLayer> number) {
    return layers.values().stream().mapToLong(number).reduce(0, Math::addExact);
  }

  private String stem() {
    Stem stem = model.stem();
    String x = convolution("conv1", NetworkModel.INPUT, stem.filters(), stem.convolution());
    x = normalization("bn_conv1", x);
    String activated = activation(prefix() + "_conv1", x);
    return stem.pool()
        .map(pool -> pool("pool1", LayerKind.MAX_POOL, activated, pool))
        .orElse(activated);
  }

  private String block(Block block, String input) {
    String x = input;
    List<Convolution> branch = block.branch();
    for (Convolution convolution : branch) {
      String name = block.id() + "_" + convolution.branch();
      x = convolution("res" + name, x, convolution.filters(), convolution.window());
      x = normalization("bn" + name, x);
      if (!convolution.equals(branch.get(branch.size() - 1))) {
        x = activation(prefix() + name, x);
      }
    }
    String shortcut = input;
    if (block.shortcut() instanceof Shortcut.Projected projected) {
      String name = block.id() + "_branch1";
      shortcut = convolution("res" + name, input, projected.filters(), projected.window());
      shortcut = normalization("bn" + name, shortcut);
    }
    String sum = "add" + block.id();
    add(sum, LayerKind.ADD, List.of(x, shortcut), output(x), List.of(), false);
    return activation(block.output(), sum);
  }

  private void head(String input) {
    String x =
        model
            .head()
            .pool()
            .map(pool -> pool("avg_pool", LayerKind.AVERAGE_POOL, input, pool))
            .orElse(input);
    FeatureMap in = output(x);
    int classes = model.head().classes();
    add(
        model.head().name(),
        LayerKind.DENSE,
        List.of(x),
        new FeatureMap(1, 1, classes),
        List.of(in.height(), in.width(), in.channels(), classes),
        true);
  }

  private String prefix() {
    return model.settings().nonlinearity().kerasName();
  }

  private String convolution(String name, String input, int filters, Window window) {
    FeatureMap in = output(input);
    return add(
        name,
        LayerKind.CONVOLUTION,
        List.of(input),
        in.through(window, filters),
        List.of(window.kernel(), window.kernel(), in.channels(), filters),
        model.settings().bias());
  }

  private String normalization(String name, String input) {
    return add(name, LayerKind.BATCH_NORMALIZATION, input, output(input));
  }

  private String activation(String name, String input) {
    return add(name, LayerKind.ACTIVATION, input, output(input));
  }

  private String pool(String name, LayerKind kind, String input, Window window) {
    FeatureMap in = output(input);
    return add(name, kind, input, in.through(window, in.channels()));
  }

  private String add(String name, LayerKind kind, String input, FeatureMap output) {
    return add(name, kind, List.of(input), output, List.of(), false);
  }

  private String add(
      String name,
      LayerKind kind,
      List<String> inputs,
      FeatureMap output,
      List<Integer> kernel,
      boolean bias) {
    layers.put(name, new PlannedLayer(name, kind, part, inputs, output, kernel, bias));
    return name;
  }
}
