package dev.stagewright.onednn.internal.update;

import dev.stagewright.update.Segment;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/** Reads Deeplearning4j's updater: which rule is for which parameters, and where its state lies. */
final class Segments {

  private Segments() {}

  /** All of a graph's segments, or null if there is something that only Deeplearning4j knows. */
  static @Nullable List<UpdaterSegment> of(
      ComputationGraph graph, ComputationGraphUpdater updater) {
    if (updater.getClass() != ComputationGraphUpdater.class) {
      return null;
    }
    boolean miniBatch = graph.conf().isMiniBatch();
    List<UpdaterSegment> segments = new ArrayList<>();
    for (UpdaterBlock block : updater.getUpdaterBlocks()) {
      var config = block.getGradientUpdater().getConfig();
      if (UpdaterRules.of(config, 0, 0) == null) {
        return null;
      }
      int stride = block.getParamOffsetEnd() - block.getParamOffsetStart();
      for (UpdaterBlock.ParamState parameter : block.getLayersAndVariablesInBlock()) {
        Trainable layer = parameter.getLayer();
        List<Regularization> regularizations =
            layer.getConfig().getRegularizationByParam(parameter.getParamName());
        List<Regularization> known = regularizations == null ? List.of() : regularizations;
        if (!known.stream().allMatch(Segments::knows) || normalizes(layer)) {
          return null;
        }
        int state =
            block.getUpdaterViewOffsetStart()
                + (parameter.getParamOffsetStart() - block.getParamOffsetStart());
        int length = parameter.getParamOffsetEnd() - parameter.getParamOffsetStart();
        segments.add(
            new UpdaterSegment(
                new Segment(parameter.getParamOffsetStart(), length, state, state + stride),
                config,
                List.copyOf(known),
                miniBatch && layer.updaterDivideByMinibatch(parameter.getParamName())));
      }
    }
    return segments;
  }

  private static boolean knows(Regularization regularization) {
    Class<?> type = regularization.getClass();
    return type == L1Regularization.class
        || type == L2Regularization.class
        || type == WeightDecay.class;
  }

  private static boolean normalizes(Trainable layer) {
    GradientNormalization normalization = layer.getConfig().getGradientNormalization();
    return normalization != null && normalization != GradientNormalization.None;
  }
}
