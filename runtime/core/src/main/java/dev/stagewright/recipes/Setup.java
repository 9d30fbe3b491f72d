package dev.stagewright.recipes;

import dev.stagewright.data.ImageInput;
import dev.stagewright.data.Preprocessing;
import dev.stagewright.engine.EngineSettings;
import dev.stagewright.engine.Precision;
import dev.stagewright.network.Network;
import dev.stagewright.pictures.ResizeRule;
import dev.stagewright.training.TrainingPlan;
import org.jspecify.annotations.Nullable;

/**
 * What a recipe says of a training run.
 *
 * @param network the name of the network that it was made for; null for any
 * @param precision what the engine computes in where the processor can; null for what is chosen
 *     otherwise
 * @param preprocessing what is done to colors; null for what the network's library does
 * @param resize how pictures get the network's size
 * @param plan what the run does
 */
public record Setup(
    @Nullable String network,
    @Nullable Precision precision,
    @Nullable Preprocessing preprocessing,
    ResizeRule resize,
    TrainingPlan plan) {

  /** What holds without a recipe. */
  public static final Setup DEFAULT =
      new Setup(null, null, null, ResizeRule.SQUASH, TrainingPlan.builder().build());

  /**
   * The same with another plan.
   *
   * @param other what the run does
   * @return another setup
   */
  public Setup with(TrainingPlan other) {
    return new Setup(network, precision, preprocessing, resize, other);
  }

  /**
   * The same with another preprocessing.
   *
   * @param other what is done to colors
   * @return another setup
   */
  public Setup with(Preprocessing other) {
    return new Setup(network, precision, other, resize, plan);
  }

  /**
   * How images become a network's input.
   *
   * @param built the network with its options
   * @return the input
   * @throws dev.stagewright.data.DataException if the preprocessing does not fit its channels
   */
  public ImageInput input(Network built) {
    ImageInput input =
        preprocessing == null ? ImageInput.of(built) : ImageInput.of(built, preprocessing);
    return input.withResize(resize);
  }

  /**
   * How the engine computes.
   *
   * @param otherwise what counts where the recipe says nothing
   * @return the settings; an engine computes in float32 where the processor has no bfloat16
   */
  public EngineSettings engine(EngineSettings otherwise) {
    return precision == null ? otherwise : otherwise.withPrecision(precision);
  }
}
