package dev.stagewright.training;

import dev.stagewright.data.ImageInput;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.TargetSummary;
import dev.stagewright.errors.StagewrightException.Kind;
import dev.stagewright.model.TaskHead;
import dev.stagewright.tasks.LossOptions;
import dev.stagewright.tasks.TargetScaling;
import dev.stagewright.tasks.TargetStatistics;
import dev.stagewright.tasks.Task;
import dev.stagewright.tasks.TaskCoding;
import java.util.Optional;
import java.util.function.Supplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * What a plan makes of a graph's task.
 *
 * @param head of the graph
 * @param coding how it is trained
 */
record TaskSetup(TaskHead head, TaskCoding coding) {

  /**
   * Checks that plan, images and head fit each other, and gives the graph its loss.
   *
   * @param before the coding of the model that the graph is of; null for a new one
   */
  static TaskSetup of(
      ComputationGraph graph,
      TrainingPlan plan,
      ImageSource images,
      @Nullable ImageSource validation,
      @Nullable TaskCoding before) {
    Task asked = TaskHead.of(graph).task();
    images.checkTargets(asked);
    if (validation != null) {
      validation.checkTargets(asked);
    }
    TaskHead head = TaskHead.of(graph, images.labels());
    Task task = head.task();
    if (plan.thresholdBeta() > 0 && (validation == null || head.coding().thresholds().isEmpty())) {
      throw new TrainingException(
          Kind.USAGE,
          "thresholdBeta: found %s %s; thresholds are those of sigmoids, tuned on validation images"
              .formatted(
                  plan.thresholdBeta(),
                  validation == null ? "without validation images" : "with the task " + task));
    }
    Supplier<TargetStatistics> targets = () -> TargetSummary.of(images, task);
    Optional<ILossFunction> loss = task.loss(plan.loss(), images.labels(), targets);
    if (!head.train(graph, loss) && !plan.loss().equals(LossOptions.PLAIN)) {
      throw new TrainingException(
          Kind.USAGE,
          "loss: found %s; the output \"%s\" has a loss of its own, %s, which it does not change. Leave it out"
              .formatted(plan.loss(), head.layer(), head.loss(graph)));
    }
    return new TaskSetup(head, head.coding().withScaling(scaling(task, plan, targets, before)));
  }

  /** What the network has learned its values in stays; a new one learns as the plan says. */
  private static @Nullable TargetScaling scaling(
      Task task,
      TrainingPlan plan,
      Supplier<TargetStatistics> targets,
      @Nullable TaskCoding before) {
    if (plan.standardizeTargets() && task != Task.REGRESSION) {
      throw new TrainingException(
          Kind.USAGE,
          "standardizeTargets: found true with the task %s; only regression has values"
              .formatted(task));
    }
    if (before == null) {
      return plan.standardizeTargets() ? TargetScaling.of(targets.get()) : null;
    }
    if (plan.standardizeTargets() && before.scaling() == null) {
      throw new TrainingException(
          Kind.USAGE,
          "standardizeTargets: found true; the model has learned values as they are. Leave it out, or train a new model");
    }
    return before.scaling();
  }

  /** The coding with tuned thresholds, if the plan wants them. */
  TaskCoding tuned(
      ComputationGraph graph,
      ImageInput input,
      TrainingPlan plan,
      @Nullable ImageSource validation) {
    if (plan.thresholdBeta() == 0 || validation == null) {
      return coding;
    }
    var collected = new OutputPass(graph, input, coding).collect(validation, plan.batchSize());
    return coding.tuned(collected.values(), collected.targets(), plan.thresholdBeta());
  }
}
