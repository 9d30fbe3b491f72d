package dev.stagewright.training;

/**
 * How layers that know something already are trained. Frozen layers get no gradient and no update,
 * and compute as in prediction: their normalizations take the running statistics and leave them as
 * they are, and they drop nothing. Penalties and the gradient's norm are those of the layers that
 * train.
 *
 * @param freezeTo the last stage that is frozen, with all that is in front of it: {@code stem},
 *     {@code stage 2} and so on as layers' names count them, or the name of a layer through which
 *     everything passes; empty for none
 * @param unfreezeAfter after how many epochs frozen layers train as well; 0 for never
 * @param blockDecay the learning rate of a block as a share of that of the block behind it, as
 *     timm's {@code layer_decay}: the head has the plan's, the last block the product with it, and
 *     the stem the least. Above 0, at most 1 for the same everywhere
 */
public record FineTuning(String freezeTo, int unfreezeAfter, double blockDecay) {

  /** Everything trains, at the same rate. */
  public static final FineTuning NONE = new FineTuning("", 0, 1);

  /** Checks the values, else throws {@link TrainingException}. */
  public FineTuning {
    Hyperparameter.checkAtLeast("unfreezeAfter", 0, unfreezeAfter);
    if (!(blockDecay > 0 && blockDecay <= 1)) {
      throw Hyperparameter.usage(
          "blockDecay: found %s; expected a number above 0, at most 1".formatted(blockDecay));
    }
    if (unfreezeAfter > 0 && freezeTo.isEmpty()) {
      throw Hyperparameter.usage(
          "unfreezeAfter: found %s without frozen layers; say which by freezeTo"
              .formatted(unfreezeAfter));
    }
  }

  /**
   * The layers up to a stage are frozen.
   *
   * @param stage {@code stem}, {@code stage 2} and so on, or a layer's name
   * @return fine-tuning of the layers behind it
   */
  public static FineTuning frozenTo(String stage) {
    return new FineTuning(stage, 0, 1);
  }

  /**
   * The same with frozen layers that train later.
   *
   * @param epochs after how many; 0 for never
   * @return other fine-tuning
   */
  public FineTuning unfrozenAfter(int epochs) {
    return new FineTuning(freezeTo, epochs, blockDecay);
  }

  /**
   * The same with another decay from block to block.
   *
   * @param decay above 0, at most 1
   * @return other fine-tuning
   */
  public FineTuning withBlockDecay(double decay) {
    return new FineTuning(freezeTo, unfreezeAfter, decay);
  }

  /** Whether layers are frozen in the epoch behind so many. */
  boolean freezesAfter(int epochs) {
    return !freezeTo.isEmpty() && (unfreezeAfter == 0 || epochs < unfreezeAfter);
  }
}
