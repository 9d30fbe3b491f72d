package dev.stagewright.training;

import dev.stagewright.data.ImageSource;
import dev.stagewright.data.TargetSummary;
import dev.stagewright.tasks.ClassWeights;
import dev.stagewright.tasks.TargetStatistics;
import dev.stagewright.tasks.Task;
import java.util.List;
import java.util.stream.IntStream;

/** How often images are drawn, going by their classes. */
final class ClassSampling {

  private ClassSampling() {}

  /**
   * The images' weights.
   *
   * @return one for each image; where an image has shares of classes, by these
   * @throws TrainingException if the task has no classes
   */
  static double[] weights(ClassWeights sampling, ImageSource images, Task task) {
    boolean yesOrNo = task == Task.BINARY;
    if (task != Task.SINGLE_LABEL && !yesOrNo) {
      throw Hyperparameter.usage(
          "sampling: found one with the task %s; images are drawn by their class, of which these have none. Leave it out"
              .formatted(task));
    }
    TargetStatistics targets = TargetSummary.of(images, task);
    double[] counts = targets.sums().stream().mapToDouble(Double::doubleValue).toArray();
    double[] all = yesOrNo ? new double[] {targets.images() - counts[0], counts[0]} : counts;
    List<Double> classes = sampling.of(images.labels(), () -> all);
    double[] weights =
        IntStream.range(0, images.size())
            .mapToDouble(image -> weight(images.targets(image, task), classes, yesOrNo))
            .toArray();
    if (IntStream.range(0, weights.length).noneMatch(image -> weights[image] > 0)) {
      throw Hyperparameter.usage(
          "sampling: found weights of 0 for all classes that %s has"
              .formatted(images.description()));
    }
    return weights;
  }

  private static double weight(float[] row, List<Double> classes, boolean yesOrNo) {
    if (yesOrNo) {
      return (1 - row[0]) * classes.get(0) + row[0] * classes.get(1);
    }
    return IntStream.range(0, row.length).mapToDouble(i -> row[i] * classes.get(i)).sum();
  }
}
