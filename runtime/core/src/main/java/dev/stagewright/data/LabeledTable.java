package dev.stagewright.data;

import dev.stagewright.errors.StagewrightException.Kind;
import dev.stagewright.tasks.Task;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Pictures with one label or several each. */
final class LabeledTable extends PassedOnImages {

  private final List<String> labels;
  private final int[][] sets;
  private final boolean single;

  private LabeledTable(ImageSource pictures, List<String> labels, int[][] sets, boolean single) {
    super(pictures);
    this.labels = labels;
    this.sets = sets;
    this.single = single;
  }

  static ImageSource ofClasses(ImageSource pictures, List<String> labels, int[] classes) {
    int[][] sets = Arrays.stream(classes).mapToObj(each -> new int[] {each}).toArray(int[][]::new);
    return new LabeledTable(pictures, labels, sets, true);
  }

  static ImageSource ofSets(ImageSource pictures, List<String> labels, int[][] sets) {
    return new LabeledTable(pictures, labels, sets, false);
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  @Override
  public int label(int image) {
    if (!single) {
      throw new DataException(
          Kind.USAGE, name(image) + ": has several labels, not a class; ask for its targets");
    }
    return sets[image][0];
  }

  @Override
  public float[] targets(int image, Task task) {
    float[] row = new float[task.outputs(labels.size())];
    task.encode(Arrays.stream(sets[image]).asDoubleStream().toArray(), row, 0);
    return row;
  }

  @Override
  public void checkTargets(Task task) {
    if (single) {
      ClassTargets.check(this, task);
    } else if (task != Task.MULTI_LABEL) {
      throw new DataException(
          Kind.USAGE,
          "%s: found several labels for an image; the network's task is %s. Train one of the task %s"
              .formatted(description(), task, Task.MULTI_LABEL));
    }
  }

  /** The class; all the same where there are several labels, which make no classes. */
  @Override
  public int stratum(int image) {
    return single ? sets[image][0] : 0;
  }

  @Override
  public String description() {
    return String.format(
        Locale.ROOT,
        "%s: %d images of %d %s",
        source().description(),
        size(),
        labels.size(),
        single ? "classes" : "labels");
  }
}
