package dev.stagewright.onednn.internal.inference;

import dev.stagewright.engine.LogitSlopes.Slopes;
import dev.stagewright.onednn.internal.model.Dense;
import dev.stagewright.onednn.internal.model.Dropout;
import dev.stagewright.onednn.internal.model.Model;
import dev.stagewright.onednn.internal.model.Op;
import dev.stagewright.onednn.internal.model.Pooling;
import dev.stagewright.onednn.internal.plan.Detached;
import dev.stagewright.onednn.internal.plan.ExplanationPlan;
import dev.stagewright.onednn.internal.plan.Program;
import dev.stagewright.onednn.internal.plan.Tensor;
import dev.stagewright.onednn.internal.plan.Tensors;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.bytedeco.javacpp.PointerScope;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A prediction with a layer's maps, for one in front of the average pool: a logit is then a sum of
 * the maps' means, each times the class's weight, so that its gradient by every cell is that weight
 * divided by the number of cells, and nothing but the prediction is computed. Zhou et al.,
 * "Learning Deep Features for Discriminative Localization", 2016.
 */
final class ClassWeightPlan extends ExplanationPlan {

  private final List<InferencePlan.Result> results;
  private final Tensor weights;
  private final Head head;

  /**
   * Between a layer's maps and the logits.
   *
   * @param pooling takes the maps' means
   * @param dense makes the logits of them
   */
  record Head(Pooling pooling, Dense dense) {

    /** Empty unless there is nothing else between the layer and the model's one loss. */
    static Optional<Head> behind(Model model, String layer) {
      Map<String, Op> readers = model.soleReaders();
      if (!(readers.get(layer) instanceof Pooling pooling && pooling.isMeanOfMap())) {
        return Optional.empty();
      }
      Op next = readers.get(pooling.name());
      while (next instanceof Dropout) { // values pass unchanged
        next = readers.get(next.name());
      }
      return next instanceof Dense dense && model.lossBehind(dense.name()) != null
          ? Optional.of(new Head(pooling, dense))
          : Optional.empty();
    }
  }

  /**
   * @param results the outputs and the maps
   * @param weights of the dense layer, [in, out], column after column
   */
  ClassWeightPlan(
      Program program,
      List<Tensor> sources,
      PointerScope pointers,
      List<InferencePlan.Result> results,
      Tensor weights,
      Head head) {
    super(program, sources, pointers);
    this.results = results;
    this.weights = weights;
    this.head = head;
  }

  @Override
  public Slopes explain(INDArray[] inputs, ToIntFunction<float[]> logit) {
    runOn(inputs);
    return Detached.make(
        () -> {
          float[] outputs = results.get(0).array().toFloatVector();
          return new Slopes(outputs, results.get(1).array(), column(logit.applyAsInt(outputs)));
        });
  }

  private double[] column(int logit) {
    double[] slopes = new double[Math.toIntExact(head.pooling().in().channels())];
    double cells = head.pooling().in().height() * head.pooling().in().width();
    FloatBuffer all = Tensors.floats(weights);
    for (int channel = 0; channel < slopes.length; channel++) {
      slopes[channel] = all.get(logit * slopes.length + channel) / cells;
    }
    return slopes;
  }
}
