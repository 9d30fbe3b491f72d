package dev.stagewright.onednn.internal.training;

import dev.stagewright.engine.LogitSlopes.Slopes;
import dev.stagewright.onednn.internal.plan.Detached;
import dev.stagewright.onednn.internal.plan.ExplanationPlan;
import dev.stagewright.onednn.internal.plan.Head;
import dev.stagewright.onednn.internal.plan.Program;
import dev.stagewright.onednn.internal.plan.Tensor;
import java.util.List;
import java.util.function.ToIntFunction;
import org.bytedeco.javacpp.PointerScope;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A prediction, and a backward pass from one of its logits down to a layer's maps. No parameter has
 * a gradient, and normalizations use their running statistics.
 */
final class FrozenPlan extends ExplanationPlan {

  private final Logit logit;
  private final Maps maps;

  /** The logit to go back from, which is chosen once the outputs are known. */
  static final class Logit {
    private final Head head;
    private ToIntFunction<float[]> choice = outputs -> 0;
    private float[] outputs = {};

    Logit(Head head) {
      this.head = head;
    }

    void choose() {
      Detached.make(
          () -> {
            outputs = head.activations().toFloatVector();
            head.gradientOf(choice.applyAsInt(outputs));
            return outputs;
          });
    }
  }

  /**
   * A layer's maps and the gradient by them, which every run writes anew.
   *
   * @param cells the dimensions of height and width
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  record Maps(INDArray values, INDArray gradient, int... cells) {}

  FrozenPlan(Program program, List<Tensor> sources, PointerScope pointers, Logit logit, Maps maps) {
    super(program, sources, pointers);
    this.logit = logit;
    this.maps = maps;
  }

  @Override
  public Slopes explain(INDArray[] inputs, ToIntFunction<float[]> choice) {
    logit.choice = choice;
    runOn(inputs);
    return Detached.make(
        () ->
            new Slopes(
                logit.outputs,
                maps.values().dup('c'),
                maps.gradient()
                    .castTo(DataType.DOUBLE)
                    .mean(maps.cells())
                    .ravel()
                    .toDoubleVector()));
  }
}
