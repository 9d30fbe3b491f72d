package dev.stagewright.cli;

import dev.stagewright.tasks.ClassWeights;
import dev.stagewright.tasks.LossOptions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is changed of a task's loss, as options of the command line. */
final class LossArguments {

  @Option(
      names = "--label-smoothing",
      paramLabel = "SHARE",
      defaultValue = "0",
      description =
          "The share of each target that is spread over all classes, below 1 (default:"
              + " ${DEFAULT-VALUE}).")
  private double smoothing;

  @Option(
      names = "--balance-classes",
      description = "Weight the images in the loss so that all classes count the same.")
  private boolean balanced;

  @Option(
      names = "--class-weight",
      paramLabel = "CLASS=WEIGHT",
      description =
          "The weight of a class's images in the loss, at least 0 (default: 1). May be"
              + " repeated.")
  private List<String> weights = List.of();

  @Option(
      names = "--focal",
      paramLabel = "GAMMA",
      defaultValue = "0",
      description =
          "Focal loss: scale each image's loss by (1 - p)^GAMMA, so that easy images count"
              + " less; 2 in the paper (default: ${DEFAULT-VALUE}).")
  private double gamma;

  @Mixin private final GivenOptions given = new GivenOptions();

  LossOptions toOptions() {
    if (balanced) {
      given.refuse("with --balance-classes, which chooses the weights", "--class-weight");
    }
    return new LossOptions(smoothing, classWeights(), gamma);
  }

  private ClassWeights classWeights() {
    if (balanced) {
      return new ClassWeights.Balanced();
    }
    if (weights.isEmpty()) {
      return new ClassWeights.None();
    }
    Map<String, Double> byLabel = new TreeMap<>();
    GivenOptions.pairs("--class-weight", "CLASS=WEIGHT", weights)
        .forEach((label, weight) -> byLabel.put(label, number(label, weight)));
    return new ClassWeights.Given(byLabel);
  }

  private static double number(String label, String weight) {
    try {
      return Double.parseDouble(weight);
    } catch (NumberFormatException e) {
      throw CommandException.usage(
          "--class-weight %s: found \"%s\"; expected a number".formatted(label, weight));
    }
  }
}
