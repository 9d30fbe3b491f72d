package dev.stagewright.cli;

import dev.stagewright.prediction.LabeledPredictions;
import dev.stagewright.prediction.Suspects;
import dev.stagewright.prediction.Suspects.Suspect;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stagewright data suspects PREDICTIONS.csv}. */
@Command(
    name = "suspects",
    description = {
      "Ranks pictures by how unlikely their label is, and flags those that confident learning"
          + " (Northcutt et al., 2021) considers mislabeled.",
      "The predictions must come from models that were not trained on the pictures in"
          + " question, as those in predictions.csv of train --folds."
    })
final class DataSuspectsCommand implements Runnable {

  private final PrintWriter out;
  private final PrintWriter err;

  @Parameters(
      paramLabel = "PREDICTIONS.csv",
      description = "A table with the columns path, truth, and p:CLASS of every class.")
  private Path predictions = Path.of("");

  @Option(
      names = "--truth-from-folder",
      description =
          "Take the name of a picture's folder as its label, instead of the column truth.")
  private boolean fromFolder;

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many pictures to print (default: ${DEFAULT-VALUE}).")
  private int top;

  @Option(
      names = "--output",
      paramLabel = "FILE.csv",
      description =
          "Also write the whole ranking: path, label, probability, suggestion,"
              + " margin, flagged.")
  private @Nullable Path output;

  DataSuspectsCommand(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public void run() {
    GivenOptions.atLeast(1, "--top", top);
    LabeledPredictions read = LabeledPredictions.read(predictions, fromFolder);
    Suspects suspects = Suspects.in(read);
    if (output != null) {
      InterruptibleOutput.reserve(
          output,
          err,
          file ->
              file.write(
                  content ->
                      suspects.write(new OutputStreamWriter(content, StandardCharsets.UTF_8))));
    }
    TextTable table =
        new TextTable("probability", "margin", "label", "suggestion", "flagged", "path");
    suspects.all().stream()
        .limit(top)
        .forEach(
            each ->
                table.row(
                    String.format(Locale.ROOT, "%.4f", each.probability()),
                    String.format(Locale.ROOT, "%.4f", each.margin()),
                    each.label(),
                    each.suggestion(),
                    each.flagged() ? "yes" : "no",
                    each.path()));
    out.print(table);
    out.printf(
        Locale.ROOT,
        "%d of %d pictures flagged%s%n",
        suspects.all().stream().filter(Suspect::flagged).count(),
        suspects.all().size(),
        read.withoutPrediction() == 0
            ? ""
            : String.format(
                Locale.ROOT, "; %d without a prediction left out", read.withoutPrediction()));
  }
}
