package dev.stagewright.data;

import dev.stagewright.errors.StagewrightException.Kind;
import dev.stagewright.tasks.Task;

/** Checks that images of one class each can be used for a task. */
final class ClassTargets {

  private ClassTargets() {}

  static void check(ImageSource images, Task task) {
    if (images.labels().size() < 2) {
      throw new DataException(
          "%s: found only the class %s; expected at least two, which a network learns to tell apart"
              .formatted(images.description(), images.labels()));
    }
    if (task == Task.REGRESSION) {
      throw new DataException(
          "%s: found classes; regression learns numbers. Give them with TargetImages, or train a network of another task"
              .formatted(images.description()));
    }
    if (task == Task.BINARY) {
      throw new DataException(
          Kind.USAGE,
          "%s: which of the classes is yes? Found %s. Name it: OrderedLabels.positive(images, \"%s\")"
              .formatted(
                  images.description(),
                  String.join(", ", images.labels()),
                  images.labels().get(images.labels().size() - 1)));
    }
  }
}
