package dev.stagewright.processor.writer;

import dev.stagewright.processor.topology.Bias;
import dev.stagewright.processor.topology.Convolution;
import dev.stagewright.processor.topology.Node;
import dev.stagewright.processor.topology.Topology;
import dev.stagewright.processor.topology.Window;
import java.util.function.Predicate;

/** Which methods for layers a network needs, and which parameters they have. */
final class Helpers {

  private final Topology topology;

  Helpers(Topology topology) {
    this.topology = topology;
  }

  /** Whether any layer of a kind is such. */
  <N extends Node> boolean any(Class<N> kind, Predicate<N> test) {
    return topology.nodes().filter(kind::isInstance).map(kind::cast).anyMatch(test);
  }

  /** Whether there is a layer of a kind. */
  boolean has(Class<? extends Node> kind) {
    return topology.nodes().anyMatch(kind::isInstance);
  }

  /** Whether some convolutions divide their channels. */
  boolean isGrouped() {
    return any(Convolution.class, convolution -> convolution.groups().value() != 1);
  }

  /** Whether convolutions differ in their dilation. */
  boolean isDilated() {
    return any(Convolution.class, convolution -> convolution.dilation().value() != 1);
  }

  /** Whether convolutions pad by TensorFlow's rule, so that their mode is an argument. */
  boolean hasConvolutionMode() {
    return !topology.settings().defaults().symmetricPadding();
  }

  /** Whether some convolutions have a bias and some have none. */
  boolean hasBiases() {
    return topology.settings().bias() == Bias.WHERE_NOT_NORMALIZED;
  }

  /** Whether some gammas start as 0. */
  boolean hasGammas() {
    return topology.settings().zeroInitResidual();
  }

  /** Whether pools pad by TensorFlow's rule, so that their mode is an argument. */
  boolean hasPoolMode() {
    return any(Node.Pool.class, pool -> pool.window().same());
  }

  /** Whether a pool neither pads nor keeps the size. */
  static boolean isPlain(Window window) {
    return !window.same() && window.padding() == 0;
  }
}
