package dev.stagewright.processor.topology;

import java.util.List;
import java.util.Optional;

/** The stem: convolutions, each with normalization and nonlinearity, and perhaps a max pool. */
public record Stem(List<Node> nodes) {

  /** Copies the list. */
  public Stem {
    nodes = List.copyOf(nodes);
  }

  /**
   * The stem of a network. With preactivation the first stage begins with normalization and
   * nonlinearity, so that they do not follow the last convolution.
   *
   * @param filters of every convolution
   * @param windows of every convolution
   */
  public static Stem of(
      Settings settings, List<Integer> filters, List<Window> windows, Optional<StemPool> pool) {
    LayerNames names = settings.names();
    Chain chain = new Chain(LayerNames.INPUT, settings);
    int count = filters.size();
    for (int i = 0; i < count; i++) {
      boolean normalized = i < count - 1 || !settings.defaults().preactivation();
      chain.convolution(
          names.stemConvolution(i, count), filters.get(i), windows.get(i), normalized);
      if (normalized) {
        chain
            .normalization(names.stemNormalization(i, count))
            .activation(
                names.stemActivation(settings.nonlinearity(), i, count), settings.nonlinearity());
      }
    }
    pool.ifPresent(each -> each.addTo(chain, names));
    return new Stem(chain.nodes());
  }

  /** The convolutions in order. */
  public List<Convolution> convolutions() {
    return Convolution.among(nodes).toList();
  }

  /** The number of channels that it makes. */
  public int channels() {
    List<Convolution> convolutions = convolutions();
    return convolutions.get(convolutions.size() - 1).filters().value();
  }

  /** The layer that ends it. */
  public String output() {
    return nodes.get(nodes.size() - 1).name().toString();
  }
}
