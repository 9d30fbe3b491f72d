package dev.stagewright.cli;

import dev.stagewright.errors.Printable;
import dev.stagewright.reporting.RunReports;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stagewright compare RUN RUN...}. */
@Command(
    name = "compare",
    description =
        "Writes a page that compares training runs: their curves in one chart, and the"
            + " differences between their plans.")
final class CompareCommand implements Runnable {

  private final PrintWriter out;

  @Parameters(arity = "1..*", paramLabel = "RUN", description = "The folder of a run.")
  private List<Path> runs = List.of();

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where the page goes (default: ${DEFAULT-VALUE}); an older one is replaced.")
  private Path output = Path.of("compare.html");

  @Option(
      names = "--tensorboard",
      paramLabel = "DIR",
      description =
          "Also write the curves as event files for tensorboard --logdir DIR, a folder for each"
              + " run.")
  private @Nullable Path tensorboard;

  CompareCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void run() {
    RunReports reports =
        RunReports.installed()
            .orElseThrow(
                () ->
                    CommandException.failure(
                        "compare: found no stagewright-report on the class path, which writes the"
                            + " page; put its jar beside the command's others, in lib"));
    reports.compare(runs, output);
    out.println("Wrote " + Printable.of(output.toString()));
    if (tensorboard != null) {
      reports.exportScalars(runs, tensorboard);
      out.println("Wrote " + Printable.of(tensorboard.toString()));
    }
  }
}
