package dev.stagewright.data;

import dev.stagewright.tasks.TargetStatistics;
import dev.stagewright.tasks.Task;
import java.util.Arrays;
import java.util.List;

/** Goes through the targets of a source's images. */
public final class TargetSummary {

  private TargetSummary() {}

  /**
   * Sums up what the targets are like, without decoding an image.
   *
   * @param images whose targets fit the task
   * @param task of the network
   * @return the statistics of every output's targets
   */
  public static TargetStatistics of(ImageSource images, Task task) {
    double[] sums = new double[task.outputs(images.labels().size())];
    for (int i = 0; i < images.size(); i++) {
      float[] row = images.targets(i, task);
      for (int output = 0; output < row.length; output++) {
        sums[output] += row[output];
      }
    }
    double[] squares = new double[sums.length];
    for (int i = 0; i < images.size(); i++) {
      float[] row = images.targets(i, task);
      for (int output = 0; output < row.length; output++) {
        double distance = row[output] - sums[output] / images.size();
        squares[output] += distance * distance;
      }
    }
    List<Double> deviations =
        Arrays.stream(squares).mapToObj(square -> Math.sqrt(square / images.size())).toList();
    return new TargetStatistics(images.size(), Arrays.stream(sums).boxed().toList(), deviations);
  }

  /**
   * How many images each label applies to.
   *
   * @param images whose targets fit the task
   * @param task of the network; not regression
   * @return one number for each label, of yes or no both; of shares the sums
   */
  public static List<Double> counts(ImageSource images, Task task) {
    List<Double> sums = of(images, task).sums();
    return task == Task.BINARY ? List.of(images.size() - sums.get(0), sums.get(0)) : sums;
  }
}
