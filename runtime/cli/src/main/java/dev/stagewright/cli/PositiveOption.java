package dev.stagewright.cli;

import dev.stagewright.data.ImageSource;
import dev.stagewright.data.OrderedLabels;
import dev.stagewright.tasks.Task;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the images' classes mean to a network of another task than one label of many. */
final class PositiveOption {

  @Option(
      names = "--positive",
      paramLabel = "CLASS",
      description = "For a network that answers yes or no: which of the two classes means yes.")
  private @Nullable String positive;

  @Mixin private final GivenOptions given = new GivenOptions();

  /** The images as a network of this task wants them. */
  ImageSource forTask(Task task, String network, LabeledImages images, ImageSource source) {
    boolean asksForYes = task == Task.BINARY && !images.haveTargets(task);
    if (!asksForYes) {
      given.refuse(
          task == Task.BINARY
              ? "with --targets, which tell it"
              : "with a network that does not answer yes or no",
          "--positive");
    } else if (positive == null) {
      throw CommandException.usage(
          "--positive: needed, since %s answers yes or no; give one of the classes %s"
              .formatted(network, String.join(", ", source.labels())));
    } else {
      return OrderedLabels.positive(source, positive);
    }
    if (task == Task.REGRESSION && !images.haveTargets(task)) {
      throw CommandException.usage(
          "--targets: needed, or --table, since %s learns numbers; the images have classes"
              .formatted(network));
    }
    return source;
  }
}
