package dev.stagewright.cli;

import dev.stagewright.training.Averaging;
import dev.stagewright.training.Flavor;
import dev.stagewright.training.GradientOptions;
import dev.stagewright.training.Optimizer;
import dev.stagewright.training.OptimizerKind;
import dev.stagewright.training.Schedule;
import dev.stagewright.training.ScheduleText;
import dev.stagewright.training.Selection;
import dev.stagewright.training.Selection.Measure;
import dev.stagewright.training.TrainingPlan;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  @Option(
      names = "--early-stopping",
      paramLabel = "loss|accuracy:EPOCHS",
      description =
          "End the training after so many epochs in a row whose validation was not better, as"
              + " loss:5.")
  private @Nullable String earlyStopping;

  @Option(
      names = "--keep",
      paramLabel = "last|best",
      defaultValue = "last",
      description =
          "Which epoch's parameters are saved; the best is that of the best validation, by what"
              + " --early-stopping names, or the loss (default: ${DEFAULT-VALUE}).")
  private Keep keep = Keep.LAST;

  /** Which epoch. */
  private enum Keep {
    LAST,
    BEST
  }

  @Mixin private final GivenOptions given = new GivenOptions();

  void applyTo(TrainingPlan.Builder plan) {
    plan.optimizer(toOptimizer())
        .schedule(toSchedule())
        .gradients(new GradientOptions(clipNorm, clipValue, accumulate()))
        .averaging(averaging())
        .selection(selection());
  }

  private Selection selection() {
    boolean best = keep == Keep.BEST;
    if (earlyStopping == null) {
      return new Selection(Measure.LOSS, 0, best);
    }
    Matcher parts = Pattern.compile("(loss|accuracy):([1-9][0-9]{0,8})").matcher(earlyStopping);
    if (!parts.matches()) {
      throw CommandException.usage(
          "--early-stopping: found \"%s\"; expected loss or accuracy, a colon and a number of epochs, as loss:5"
              .formatted(earlyStopping));
    }
    Measure measure = Measure.valueOf(parts.group(1).toUpperCase(Locale.ROOT));
    return new Selection(measure, Integer.parseInt(parts.group(2)), best);
  }

  private int accumulate() {
    return GivenOptions.atLeast(1, "--accumulate", accumulate);
  }

  private Averaging averaging() {
    if (decay == 0) {
      given.refuse("without --ema", "--ema-warmup");
    }
    return new Averaging(decay, warmup);
  }

  private Schedule toSchedule() {
    return ScheduleText.parse(schedule);
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
