package dev.stagewright.cli;

import dev.stagewright.training.Selection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What validations decide, as options of the command line. */
final class SelectionOptions {

  private static final String STOPPING = "--early-stopping";
  private static final String KEEP = "--keep";
  private static final Pattern STOPPING_FORM = Pattern.compile("([a-z0-9_]+):([1-9][0-9]{0,8})");
  private static final Pattern KEEP_FORM = Pattern.compile("last|best(?::([a-z0-9_]+))?");

  @Option(
      names = STOPPING,
      paramLabel = "METRIC:EPOCHS",
      description =
          "End the training after so many epochs in a row whose validation was not better, as"
              + " loss:5 or macro_f1:3. METRIC is loss or what evaluate prints for the task.")
  private @Nullable String earlyStopping;

  @Option(
      names = KEEP,
      paramLabel = "last|best[:METRIC]",
      defaultValue = "last",
      description =
          "Which epoch's parameters are saved: the last one's, or those of the best validation, by"
              + " a metric, by what --early-stopping names, or by the loss (default:"
              + " ${DEFAULT-VALUE}).")
  private String keep = "last";

  @Mixin private final GivenOptions given = new GivenOptions();

  /** The selection, and where no option says otherwise what it stands on. */
  Selection over(Selection base) {
    Matcher kept = KEEP_FORM.matcher(keep);
    if (!kept.matches()) {
      throw CommandException.usage(
          "--keep: found \"%s\"; expected last, best or best:METRIC".formatted(keep));
    }
    String metric = kept.group(1);
    int patience = base.patience();
    if (earlyStopping != null) {
      Matcher parts = STOPPING_FORM.matcher(earlyStopping);
      if (!parts.matches()) {
        throw CommandException.usage(
            "--early-stopping: found \"%s\"; expected a metric, a colon and a number of epochs, as loss:5"
                .formatted(earlyStopping));
      }
      if (metric != null && !metric.equals(parts.group(1))) {
        throw CommandException.usage(
            "--keep: found %s with --early-stopping %s; both go by the same metric"
                .formatted(keep, earlyStopping));
      }
      metric = parts.group(1);
      patience = Integer.parseInt(parts.group(2));
    }
    boolean best = given.or(KEEP, !keep.equals("last"), base.keepBest());
    return new Selection(metric == null ? base.metric() : metric, patience, best);
  }
}
