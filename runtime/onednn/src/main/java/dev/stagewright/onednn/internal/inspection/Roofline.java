package dev.stagewright.onednn.internal.inspection;

import dev.stagewright.engine.EngineSettings;
import dev.stagewright.onednn.internal.model.Convolution;
import dev.stagewright.onednn.internal.model.Layout;
import dev.stagewright.onednn.internal.model.Model;
import dev.stagewright.onednn.internal.model.Op;
import dev.stagewright.onednn.internal.model.Source;
import dev.stagewright.onednn.internal.plan.Plan;
import dev.stagewright.onednn.internal.plan.Program;
import dev.stagewright.onednn.internal.plan.Scopes;
import dev.stagewright.onednn.internal.plan.Step;
import dev.stagewright.onednn.internal.plan.Tensor;
import dev.stagewright.onednn.internal.primitives.ConvolutionPrimitives;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;

/** A model's convolutions, each alone: the limit that a plan of them can approach. */
public final class Roofline {

  private final Model model;
  private final long batch;
  private final EngineSettings settings;

  /** For a model and a batch size. */
  public Roofline(Model model, long batch, EngineSettings settings) {
    this.model = model;
    this.batch = batch;
    this.settings = settings;
  }

  /**
   * The sum over all convolutions of the median time of their primitives.
   *
   * @param training forward, weight gradient and, but for those that read an input, data gradient
   * @param runs how often to run each
   * @return seconds a batch
   */
  public double seconds(boolean training, int runs) {
    Map<Object, Double> known = new HashMap<>();
    double sum = 0;
    for (Op op : model.ops()) {
      if (op instanceof Convolution convolution) {
        boolean first = model.byName().get(convolution.input()) instanceof Source;
        Object form =
            List.of(
                convolution.in(),
                convolution.shape(),
                convolution.window(),
                convolution.groups(),
                first);
        sum += known.computeIfAbsent(form, f -> alone(convolution, training, !first, runs));
      }
    }
    return sum;
  }

  private double alone(Convolution op, boolean training, boolean dataGradient, int runs) {
    try (PointerScope pointers = Scopes.open()) {
      Program program = new Program(batch, settings, training);
      Tensor fed = program.persistentTensor(program.plain(op.in(), Layout.NCHW, program.type));
      ConvolutionPrimitives primitives = new ConvolutionPrimitives(program, op, fed, true);
      var forward = primitives.forward(training, null, Program.attributes());
      Tensor input = dataGradient ? program.persistentTensor(forward.src_desc()) : fed;
      Tensor weights = program.persistentTensor(forward.weights_desc());
      Tensor bias = program.persistentTensor(Program.vector(op.shape().channels()));
      Tensor output = program.persistentTensor(forward.dst_desc());
      primitives.addForward(forward, "", input, weights, bias, output, Map.of());
      if (training) {
        primitives.addBackwardWeights(forward, input, output, null, bias);
      }
      if (training && dataGradient) {
        primitives.addBackwardData(forward, output, program::persistentTensor);
      }
      try (BarePlan plan = new BarePlan(program, pointers)) {
        return plan.medianSeconds(runs);
      }
    }
  }

  private static final class BarePlan extends Plan {
    BarePlan(Program program, PointerScope pointers) {
      super(program, List.of(), pointers);
    }

    double medianSeconds(int runs) {
      double sum = 0;
      for (Step step : steps()) {
        if (!step.kind().equals("reorder")) {
          double[] times = new double[runs];
          for (int run = -2; run < runs; run++) {
            long start = System.nanoTime();
            execute(step);
            if (run >= 0) {
              times[run] = (System.nanoTime() - start) / 1e9;
            }
          }
          sum += PlanInspector.median(times);
        }
      }
      return sum;
    }
  }
}
