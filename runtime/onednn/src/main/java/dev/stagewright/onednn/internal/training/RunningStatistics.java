package dev.stagewright.onednn.internal.training;

import dev.stagewright.onednn.internal.model.Normalization;
import dev.stagewright.onednn.internal.model.Parameter;
import dev.stagewright.onednn.internal.plan.Tensor;
import dev.stagewright.onednn.internal.plan.Tensors;
import dev.stagewright.onednn.internal.primitives.Parameters;
import java.util.List;

/**
 * Deeplearning4j moves running statistics through their "gradients": (1 - decay) * (running -
 * batch), subtracted by the updater as it is.
 */
final class RunningStatistics {

  private final float rate;
  private final List<Tensor> batch;
  private final List<Tensor> running;
  private final List<Tensor> gradients;

  RunningStatistics(TrainingContext.Statistics statistics, Parameters parameters) {
    Normalization op = statistics.op();
    this.rate = 1 - op.decay();
    this.batch = List.of(statistics.mean(), statistics.variance());
    List<Parameter> both = List.of(op.mean(), op.variance());
    this.running = both.stream().map(parameters::vector).toList();
    this.gradients = both.stream().map(parameters::vectorGradient).toList();
  }

  List<Tensor> tensors() {
    return java.util.stream.Stream.concat(running.stream(), gradients.stream()).toList();
  }

  void update() {
    for (int i = 0; i < batch.size(); i++) {
      float[] now = Tensors.read(batch.get(i));
      float[] before = Tensors.read(running.get(i));
      for (int channel = 0; channel < now.length; channel++) {
        before[channel] = (before[channel] - now[channel]) * rate;
      }
      Tensors.write(gradients.get(i), before);
    }
  }
}
