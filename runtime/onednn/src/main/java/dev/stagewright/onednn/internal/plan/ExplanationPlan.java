package dev.stagewright.onednn.internal.plan;

import dev.stagewright.engine.LogitSlopes.Slopes;
import java.util.List;
import java.util.function.ToIntFunction;
import org.bytedeco.javacpp.PointerScope;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Computes an image's outputs, a layer's maps, and what one logit goes by among them. */
public abstract class ExplanationPlan extends Plan {

  protected ExplanationPlan(Program program, List<Tensor> sources, PointerScope pointers) {
    super(program, sources, pointers);
  }

  /**
   * Computes them.
   *
   * @param logit which one, for the outputs
   */
  public abstract Slopes explain(INDArray[] inputs, ToIntFunction<float[]> logit);
}
