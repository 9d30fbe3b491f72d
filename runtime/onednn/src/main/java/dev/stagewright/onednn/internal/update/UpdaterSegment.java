package dev.stagewright.onednn.internal.update;

import dev.stagewright.update.Change;
import dev.stagewright.update.Clip;
import dev.stagewright.update.Penalty;
import dev.stagewright.update.Rule;
import dev.stagewright.update.Segment;
import java.util.List;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/**
 * A run of parameters that one of Deeplearning4j's updaters updates.
 *
 * @param segment its place, and that of its state
 * @param updater Deeplearning4j's
 * @param regularizations the penalties on these parameters
 * @param averaged whether the gradient is a sum over the batch and is to be divided
 */
record UpdaterSegment(
    Segment segment, IUpdater updater, List<Regularization> regularizations, boolean averaged) {

  Change change(int batch, int iteration, int epoch) {
    Rule rule = UpdaterRules.of(updater, iteration, epoch);
    if (rule == null) {
      throw new IllegalStateException("the updater " + updater + " became unknown");
    }
    double rate = updater.hasLearningRate() ? updater.getLearningRate(iteration, epoch) : 1;
    return new Change(rule, penalty(rate, iteration, epoch), averaged ? batch : 1, Clip.NONE);
  }

  private Penalty penalty(double rate, int iteration, int epoch) {
    double l1 = 0;
    double l2 = 0;
    double decay = 0;
    double decayLoss = 0;
    for (Regularization regularization : regularizations) {
      if (regularization instanceof L1Regularization lasso) {
        l1 += lasso.getL1().valueAt(iteration, epoch);
      } else if (regularization instanceof L2Regularization ridge) {
        l2 += ridge.getL2().valueAt(iteration, epoch);
      } else if (regularization instanceof WeightDecay weightDecay) {
        double coefficient = weightDecay.getCoeff().valueAt(iteration, epoch);
        decay += weightDecay.isApplyLR() ? coefficient * rate : coefficient;
        decayLoss += coefficient;
      }
    }
    return new Penalty((float) l1, (float) l2, 0, (float) decay, decayLoss);
  }
}
