package dev.stagewright.cli;

import com.google.gson.JsonPrimitive;
import dev.stagewright.recipes.Setup;
import dev.stagewright.training.Flavor;
import dev.stagewright.training.Optimizer;
import dev.stagewright.training.OptimizerKind;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which optimizer, at whatever learning rate, as options of the command line. */
final class OptimizerChoice {

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      defaultValue = "adam",
      completionCandidates = OptimizerNames.class,
      description =
          "How gradients change parameters: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private OptimizerKind optimizer = OptimizerKind.ADAM;

  @Option(
      names = "--flavor",
      paramLabel = "keras|torch",
      defaultValue = "keras",
      description =
          "Whose form and defaults of the optimizer to use; lamb and lion always follow"
              + " timm (default: ${DEFAULT-VALUE}).")
  private Flavor flavor = Flavor.KERAS;

  @Option(
      names = "--momentum",
      paramLabel = "SHARE",
      description =
          "For sgd, nesterov and rmsprop, from 0, below 1 (default: 0.9 for nesterov, else 0).")
  private @Nullable Double momentum;

  @Option(
      names = "--weight-decay",
      paramLabel = "RATE",
      description =
          "How fast kernels decay: at every step they shrink by this rate times the"
              + " learning rate (default: 0.004 for adamw, 0.01 for lamb and torch's adamw, else"
              + " 0).")
  private @Nullable Double weightDecay;

  @Option(
      names = "--decay-all",
      description = "Let biases and normalizations decay as well, as Keras and PyTorch do.")
  private boolean decayAll;

  @Mixin private final GivenOptions given = new GivenOptions();

  /** The optimizer at a learning rate. */
  Optimizer toOptimizer(double learningRate) {
    refuseUnlessTaken("momentum", "--momentum");
    refuseUnlessTaken("flavor", "--flavor");
    return optimizer.make(
        learningRate, new OptimizerKind.Values(momentum, weightDecay, decayAll, flavor));
  }

  /** A recipe's optimizer with the values that the command line has, unless that names another. */
  Optimizer over(Optimizer base, double learningRate) {
    if (given.has("--optimizer") || base.equals(Setup.DEFAULT.plan().optimizer())) {
      return toOptimizer(learningRate);
    }
    ChangedOptimizer changed = new ChangedOptimizer(base);
    if (given.has("--learning-rate")) {
      changed.replace("--learning-rate", "learningRate", new JsonPrimitive(learningRate));
    }
    if (momentum != null) {
      changed.replace("--momentum", "momentum", new JsonPrimitive(momentum));
    }
    if (weightDecay != null) {
      changed.replace("--weight-decay", "rate", new JsonPrimitive(weightDecay));
    }
    if (decayAll) {
      changed.replace("--decay-all", "all", new JsonPrimitive(true));
    }
    given.refuse("with the recipe's optimizer, which has its own; add --optimizer", "--flavor");
    return changed.make();
  }

  private void refuseUnlessTaken(String value, String option) {
    if (!optimizer.takes(value)) {
      String takers =
          Arrays.stream(OptimizerKind.values())
              .filter(kind -> kind.takes(value))
              .map(OptimizerChoice::name)
              .collect(Collectors.joining(", "));
      given.refuse("without --optimizer of one of " + takers, option);
    }
  }

  private static String name(OptimizerKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** For the help. */
  static final class OptimizerNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(OptimizerKind.values()).map(OptimizerChoice::name).iterator();
    }
  }
}
