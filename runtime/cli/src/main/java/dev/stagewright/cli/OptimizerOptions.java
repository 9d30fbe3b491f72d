package dev.stagewright.cli;

import com.google.gson.JsonPrimitive;
import dev.stagewright.recipes.Setup;
import dev.stagewright.training.Averaging;
import dev.stagewright.training.Flavor;
import dev.stagewright.training.GradientOptions;
import dev.stagewright.training.Optimizer;
import dev.stagewright.training.OptimizerKind;
import dev.stagewright.training.ScheduleText;
import dev.stagewright.training.TrainingPlan;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How gradients change parameters, as options of the command line. */
final class OptimizerOptions {

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
      names = "--learning-rate",
      paramLabel = "RATE",
      defaultValue = "0.001",
      description = "The step size, above 0 (default: ${DEFAULT-VALUE}).")
  private double learningRate;

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

  @Option(
      names = "--schedule",
      paramLabel = "NAME[:MEMBER=VALUE,...]",
      defaultValue = "constant",
      completionCandidates = ScheduleNames.class,
      description =
          "How the learning rate changes from step to step: ${COMPLETION-CANDIDATES}. Lengths are"
              + " shares of the run, as in cosine:warmup=0.05,to=0.01 (default: ${DEFAULT-VALUE}).")
  private String schedule = "constant";

  @Option(
      names = "--clip-norm",
      paramLabel = "NORM",
      defaultValue = "0",
      description =
          "Scale all gradients down together so that their norm is at most this; 0 for no limit (default).")
  private double clipNorm;

  @Option(
      names = "--clip-value",
      paramLabel = "SIZE",
      defaultValue = "0",
      description = "Limit each value of the gradients to this size; 0 for no limit (default).")
  private double clipValue;

  @Option(
      names = "--accumulate",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Add up the gradients of N batches for each step, where a larger batch does not"
              + " fit in memory (default: ${DEFAULT-VALUE}).")
  private int accumulate;

  @Option(
      names = "--ema",
      paramLabel = "DECAY",
      defaultValue = "0",
      description =
          "Validate and save a moving average of the parameters, such as 0.999; 0 for none"
              + " (default).")
  private double decay;

  @Option(
      names = "--ema-warmup",
      description = "Let the average forget early steps sooner, for short training runs.")
  private boolean warmup;

  @Mixin private final SelectionOptions selection = new SelectionOptions();
  @Mixin private final GivenOptions given = new GivenOptions();

  void applyTo(TrainingPlan.Builder plan, TrainingPlan base) {
    boolean isBases =
        !given.has("--optimizer") && !base.optimizer().equals(Setup.DEFAULT.plan().optimizer());
    plan.optimizer(isBases ? changed(base.optimizer()) : toOptimizer())
        .schedule(given.has("--schedule") ? ScheduleText.parse(schedule) : base.schedule())
        .gradients(gradients(base.gradients()))
        .averaging(averaging(base.averaging()))
        .selection(selection.over(base.selection()));
  }

  private GradientOptions gradients(GradientOptions base) {
    int batches = GivenOptions.atLeast(1, "--accumulate", accumulate);
    return new GradientOptions(
        given.or("--clip-norm", clipNorm, base.maxNorm()),
        given.or("--clip-value", clipValue, base.maxValue()),
        given.or("--accumulate", batches, base.accumulate()));
  }

  private Averaging averaging(Averaging base) {
    double share = given.or("--ema", decay, base.decay());
    if (share == 0) {
      given.refuse("without --ema", "--ema-warmup");
    }
    return new Averaging(share, share > 0 && (base.warmup() || warmup));
  }

  /** A recipe's optimizer with the values that the command line has. */
  private Optimizer changed(Optimizer base) {
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

  private Optimizer toOptimizer() {
    refuseUnlessTaken("momentum", "--momentum");
    refuseUnlessTaken("flavor", "--flavor");
    return optimizer.make(
        learningRate, new OptimizerKind.Values(momentum, weightDecay, decayAll, flavor));
  }

  private void refuseUnlessTaken(String value, String option) {
    if (!optimizer.takes(value)) {
      String takers =
          Arrays.stream(OptimizerKind.values())
              .filter(kind -> kind.takes(value))
              .map(OptimizerOptions::name)
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
      return Arrays.stream(OptimizerKind.values()).map(OptimizerOptions::name).iterator();
    }
  }

  /** For the help. */
  static final class ScheduleNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return ScheduleText.names().iterator();
    }
  }
}
