package dev.stagewright.cli;

import dev.stagewright.data.ImageSource;
import dev.stagewright.tasks.Task;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/** What a table's columns are read for where no network says it. */
final class TaskOption {

  @Option(
      names = "--task",
      paramLabel = "TASK",
      defaultValue = "single_label",
      description =
          "What a table says about pictures: single_label, multi_label, binary or"
              + " regression (default: ${DEFAULT-VALUE}).")
  private Task task = Task.SINGLE_LABEL;

  OpenedImages open(LabeledImages images) {
    return images.open(task);
  }

  /** What is to be learned of an image, in a few words. */
  String text(ImageSource source, int image) {
    List<String> labels = source.labels();
    if (task == Task.BINARY) {
      return labels.get(source.label(image));
    }
    float[] targets = source.targets(image, task);
    return IntStream.range(0, targets.length)
        .filter(output -> task == Task.REGRESSION || targets[output] > 0)
        .mapToObj(output -> text(labels.get(output), targets[output]))
        .collect(Collectors.joining(", "));
  }

  private static String text(String label, float target) {
    return target == 1 ? label : String.format(Locale.ROOT, "%s %.3g", label, target);
  }
}
