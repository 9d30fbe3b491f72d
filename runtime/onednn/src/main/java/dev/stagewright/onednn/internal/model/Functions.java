package dev.stagewright.onednn.internal.model;

import dev.stagewright.layers.Elu;
import dev.stagewright.layers.Gelu;
import dev.stagewright.layers.HardSwish;
import java.util.List;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationMish;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** Deeplearning4j's activation functions as the engine's. */
final class Functions {

  private Functions() {}

  /** SELU's constants, from Klambauer et al., "Self-Normalizing Neural Networks", 2017. */
  private static final float SELU_ALPHA = (float) 1.6732632423543772;

  private static final float SELU_SCALE = (float) 1.0507009873554805;

  /** The functions to apply one after the other; none for the identity. */
  static List<Function> of(String layer, IActivation activation) {
    if (activation instanceof ActivationIdentity) {
      return List.of();
    }
    if (activation instanceof ActivationSELU) {
      return List.of(
          new Function(Function.Kind.ELU, SELU_ALPHA),
          new Function(Function.Kind.LINEAR, SELU_SCALE));
    }
    return List.of(single(layer, activation));
  }

  private static Function single(String layer, IActivation activation) {
    if (activation instanceof ActivationELU elu) {
      if (elu.getAlpha() != 1.0) {
        throw new UnsupportedLayerException(
            layer,
            "ELU with alpha " + elu.getAlpha() + " of Deeplearning4j, whose gradient ignores it");
      }
      return new Function(Function.Kind.ELU, 1);
    }
    if (activation instanceof Elu elu) {
      return new Function(Function.Kind.ELU, (float) elu.alpha());
    }
    if (activation instanceof ActivationLReLU leaky) {
      return new Function(Function.Kind.LEAKY_RELU, (float) leaky.getAlpha());
    }
    if (activation instanceof ActivationReLU relu && relu.equals(new ActivationReLU())) {
      return new Function(Function.Kind.RELU, 0);
    }
    if (activation instanceof Gelu) {
      return new Function(Function.Kind.GELU, 0);
    }
    if (activation instanceof ActivationSwish) {
      return new Function(Function.Kind.SWISH, 0);
    }
    if (activation instanceof ActivationMish) {
      return new Function(Function.Kind.MISH, 0);
    }
    if (activation instanceof HardSwish) {
      return new Function(Function.Kind.HARD_SWISH, 0);
    }
    if (activation instanceof ActivationSigmoid) {
      return new Function(Function.Kind.SIGMOID, 0);
    }
    if (activation instanceof ActivationTanH) {
      return new Function(Function.Kind.TANH, 0);
    }
    throw new UnsupportedLayerException(layer, "the nonlinearity " + activation);
  }
}
