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

  @Option(
      names = "--sampling",
      paramLabel = "each|balanced|weighted",
      defaultValue = "each",
      description =
          "See each image once an epoch; or draw as many: balanced draws all classes as often,"
              + " weighted goes by --class-weight, which the loss then does not (default:"
              + " ${DEFAULT-VALUE}).")
  private Sampling sampling = Sampling.EACH;

  private enum Sampling {
    EACH,
    BALANCED,
    WEIGHTED
  }

  @Mixin private final GivenOptions given = new GivenOptions();

  /**
   * The options of the loss.
   *
   * @param base what holds where no option says otherwise
   */
  LossOptions over(LossOptions base) {
    if (balanced) {
      given.refuse("with --balance-classes, which chooses the weights", "--class-weight");
    }
    return new LossOptions(
        given.or("--label-smoothing", smoothing, base.labelSmoothing()),
        classWeights(base.classWeights()),
        given.or("--focal", gamma, base.focalGamma()));
  }

  private ClassWeights classWeights(ClassWeights base) {
    if (balanced) {
      return new ClassWeights.Balanced();
    }
    return weights.isEmpty() || sampling == Sampling.WEIGHTED ? base : byLabel();
  }

  /**
   * How images are drawn.
   *
   * @param base what holds where no option says otherwise
   */
  ClassWeights sampling(ClassWeights base) {
    if (!given.has("--sampling")) {
      return base;
    }
    return switch (sampling) {
      case EACH -> new ClassWeights.None();
      case BALANCED -> new ClassWeights.Balanced();
      case WEIGHTED -> {
        given.require("--sampling weighted", "--class-weight");
        yield byLabel();
      }
    };
  }

  private ClassWeights byLabel() {
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
