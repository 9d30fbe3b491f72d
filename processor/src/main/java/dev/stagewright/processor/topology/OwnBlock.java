package dev.stagewright.processor.topology;

import java.util.List;
import java.util.Optional;

/**
 * A block whose layers a user's class adds. Of these, only the last is known here.
 *
 * @param name of its last layer
 * @param filters the stage's, as it has them; the last is the number of channels that the block
 *     makes
 */
public record OwnBlock(
    String id,
    String title,
    LayerName name,
    String input,
    List<Integer> filters,
    int stride,
    BlockClass type)
    implements Block, Node.OfOne {

  /** Copies the list. */
  public OwnBlock {
    filters = List.copyOf(filters);
  }

  @Override
  public String kind() {
    return "block";
  }

  @Override
  public List<Node> nodes() {
    return List.of(this);
  }

  @Override
  public String output() {
    return name.toString();
  }

  @Override
  public FeatureMap output(List<FeatureMap> inputs) {
    return inputs.get(0).through(Window.same(1, stride), filters.get(filters.size() - 1));
  }

  @Override
  public Optional<String> own() {
    return Optional.of(type.binaryName());
  }

  @Override
  public <R> R accept(NodeVisitor<R> visitor) {
    return visitor.ownBlock(this);
  }
}
