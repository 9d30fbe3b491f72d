package dev.stagewright.cli;

import dev.stagewright.training.Averaging;
import dev.stagewright.training.GradientOptions;
import dev.stagewright.training.Schedule;
import dev.stagewright.training.ScheduleText;
import dev.stagewright.training.Selection;
import dev.stagewright.training.Selection.Measure;
import dev.stagewright.training.TrainingPlan;
import java.util.Iterator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
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
      description = "Scale gradients down to this norm of all together; 0 for no bound (default).")
  private double clipNorm;

  @Option(
      names = "--clip-value",
      paramLabel = "SIZE",
      defaultValue = "0",
      description = "Cut single values of gradients at this size; 0 for no bound (default).")
  private double clipValue;

  @Option(
      names = "--accumulate",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Batches that make one step together, for batches that do not fit the memory (default:"
              + " ${DEFAULT-VALUE}).")
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
    plan.optimizer(optimizer.toOptimizer(learningRate))
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

  /** For the help. */
  static final class ScheduleNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return ScheduleText.names().iterator();
    }
  }
}
