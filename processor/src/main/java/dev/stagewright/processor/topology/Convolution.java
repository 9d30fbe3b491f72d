package dev.stagewright.processor.topology;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A convolution, without an activation.
 *
 * @param groups in how many it divides its channels
 * @param dilation the step between the cells that it reads
 * @param window of the same numbers, with its padding
 * @param keepsSize whether it pads just so that only its stride makes the map smaller
 */
public record Convolution(
    LayerName name,
    String input,
    Size filters,
    Size kernel,
    Size stride,
    Size groups,
    Size dilation,
    Window window,
    boolean keepsSize,
    boolean hasBias)
    implements Node.OfOne {

  /** The convolutions among some layers. */
  public static Stream<Convolution> among(List<Node> nodes) {
    return nodes.stream().filter(Convolution.class::isInstance).map(Convolution.class::cast);
  }

  @Override
  public String kind() {
    return "convolution";
  }

  @Override
  public FeatureMap output(List<FeatureMap> inputs) {
    return inputs.get(0).through(window, filters.value());
  }

  @Override
  public List<Integer> kernel(FeatureMap input) {
    int channels = input.channels() / groups.value();
    return List.of(kernel.value(), kernel.value(), channels, filters.value());
  }

  @Override
  public Optional<String> own() {
    return groups.value() == 1 ? Optional.empty() : Optional.of(OWN + "GroupedConvolution");
  }

  @Override
  public <R> R accept(NodeVisitor<R> visitor) {
    return visitor.convolution(this);
  }
}
