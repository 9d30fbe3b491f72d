package dev.stagewright.cli;

import dev.stagewright.training.Averaging;
import dev.stagewright.training.GradientOptions;
import dev.stagewright.training.ScheduleText;
import dev.stagewright.training.TrainingPlan;
import dev.stagewright.training.TrainingPlanBuilder;
import java.util.Iterator;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How gradients change parameters, as options of the command line. */
final class OptimizerOptions {

  @Mixin private final OptimizerChoice optimizer = new OptimizerChoice();

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      defaultValue = "0.001",
      description = "The step size, above 0 (default: ${DEFAULT-VALUE}).")
  private double learningRate;

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

  void applyTo(TrainingPlanBuilder plan, TrainingPlan base) {
    plan.optimizer(optimizer.over(base.optimizer(), learningRate))
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

  /** For the help. */
  static final class ScheduleNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return ScheduleText.names().iterator();
    }
  }
}
