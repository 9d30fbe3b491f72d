package dev.stagewright.data;

import dev.stagewright.errors.StagewrightException.Kind;
import dev.stagewright.tasks.Task;
import java.util.List;
import java.util.stream.Stream;

/** Images of another source whose labels stand in a chosen order, which may have more of them. */
public final class OrderedLabels extends PassedOnImages {

  private final List<String> labels;

  /** Where each of the source's labels stands now. */
  private final int[] places;

  private OrderedLabels(ImageSource source, List<String> labels) {
    super(source);
    this.labels = List.copyOf(labels);
    this.places = source.labels().stream().mapToInt(labels::indexOf).toArray();
  }

  /**
   * Puts labels into the order of a model, which may know more of them.
   *
   * @param images each of one class
   * @param labels all that there are
   * @return the same images
   * @throws DataException if the images have a label that is not among them
   */
  public static ImageSource of(ImageSource images, List<String> labels) {
    for (String label : images.labels()) {
      if (!labels.contains(label)) {
        throw new DataException(
            "%s: found the class \"%s\"; expected only %s"
                .formatted(images.description(), label, String.join(", ", labels)));
      }
    }
    return new OrderedLabels(images, labels);
  }

  /**
   * Says which of two classes is yes. It stands behind the other.
   *
   * @param images of two classes
   * @param yes the class that the network tells the probability of
   * @return the same images
   * @throws DataException if there are more or fewer classes, or it is none of them
   */
  public static ImageSource positive(ImageSource images, String yes) {
    List<String> labels = images.labels();
    if (labels.size() != 2 || !labels.contains(yes)) {
      throw new DataException(
          Kind.USAGE,
          "positive: found \"%s\" for the classes %s; expected one of two classes"
              .formatted(yes, String.join(", ", labels)));
    }
    Stream<String> no = labels.stream().filter(label -> !label.equals(yes));
    return new OrderedLabels(images, Stream.concat(no, Stream.of(yes)).toList());
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  @Override
  public int label(int image) {
    return places[source().label(image)];
  }

  @Override
  public int stratum(int image) {
    return label(image);
  }

  /** From the labels in their new order. */
  @Override
  public float[] targets(int image, Task task) {
    float[] row = new float[task.outputs(labels.size())];
    task.encode(new double[] {label(image)}, row, 0);
    return row;
  }

  /** The order says which of two is yes; images of one class may be all there are to evaluate. */
  @Override
  public void checkTargets(Task task) {
    if (task == Task.REGRESSION) {
      source().checkTargets(task);
    }
  }
}
