package dev.stagewright.cli;

import dev.stagewright.errors.StagewrightException;
import java.io.FileDescriptor;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The {@code stagewright} command. */
@Command(
    name = "stagewright",
    description = "Shows, trains and runs declared residual networks.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed; the message says why",
      "2:the command line is wrong",
      "130:interrupted by Ctrl-C; train --run first finishes its step and saves a checkpoint",
      "143:ended by SIGTERM, likewise"
    })
public final class Stagewright {

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of a failure.")
  private boolean debug;

  /** Made by {@link #run} only. */
  private Stagewright() {}

  /**
   * Runs a command and ends the process with its exit code.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    var log = new PrintableStream(System.err);
    System.setErr(new PrintStream(log, true, StandardStream.charset()));
    StandardStream out = new StandardStream(FileDescriptor.out);
    PrintWriter err = new StandardStream(FileDescriptor.err).writer();
    int exitCode = run(out.writer(), err, arguments);
    out.fault().ifPresent(fault -> err.println("stagewright: cannot write the output: " + fault));
    System.exit(exitCode);
  }

  /**
   * Runs a command in this process.
   *
   * @param out receives what was asked for
   * @param err receives messages
   * @param arguments the command line
   * @return 0 if it is done, 1 if it failed or {@code out} did, 2 if the command line is wrong
   */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    PrintWriter safeOut = PrintableWriter.around(out);
    PrintWriter safeErr = PrintableWriter.around(err);
    CommandLine all = commandLine(safeOut, safeErr);
    int exitCode;
    try {
      exitCode = all.execute(ResumedLine.of(arguments));
    } catch (StagewrightException e) { // the run to go on with cannot be read
      exitCode = Faults.failed(e, all, Arrays.asList(arguments).contains("--debug"));
    }
    return safeOut.checkError() ? Math.max(exitCode, Faults.FAILED) : exitCode;
  }

  /** All commands. */
  static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    Stagewright main = new Stagewright();
    CommandLine all =
        new CommandLine(main)
            .addSubcommand(new NetworksCommand(out))
            .addSubcommand(new SummaryCommand(out))
            .addSubcommand(new DiffCommand(out))
            .addSubcommand(new SourceCommand(out))
            .addSubcommand(new ErrorsCommand(out))
            .addSubcommand(new TrainCommand(out, err))
            .addSubcommand(new RecipesCommand(out))
            .addSubcommand(new LrFindCommand(out))
            .addSubcommand(new PredictCommand(out, err))
            .addSubcommand(new EvaluateCommand(out, err))
            .addSubcommand(new CalibrateCommand(out, err))
            .addSubcommand(new ExplainCommand(out, err))
            .addSubcommand(new InspectCommand(out))
            .addSubcommand(new ReplayCommand(out, err))
            .addSubcommand(new CompareCommand(out))
            .addSubcommand(new ServeCommand(out, err))
            .addSubcommand(new SparkScoreCommand(out, err))
            .addSubcommand(
                new CommandLine(new SparkTrainCommand(out, err))
                    .setUnmatchedOptionsArePositionalParams(true)) // they are train's
            .addSubcommand(new PlanCommand(out))
            .addSubcommand(new BenchCommand(out, err))
            .addSubcommand(
                new CommandLine(new DataCommand())
                    .addSubcommand(new DataCheckCommand(out))
                    .addSubcommand(new DataSplitCommand(out))
                    .addSubcommand(new DataPreviewCommand(out))
                    .addSubcommand(new DataSuspectsCommand(out, err)))
            .addSubcommand(
                new CommandLine(new WeightsCommand())
                    .addSubcommand(new WeightsCommand.Inspect(out))
                    .addSubcommand(new WeightsCommand.Check(out)))
            .setOut(out)
            .setErr(err)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpAutoWidth(true)
            .setExpandAtFiles(false) // an image may be named so
            .registerConverter(Path.class, new Paths())
            .setExecutionStrategy(Faults::execute)
            .setParameterExceptionHandler(Faults::wrongCommandLine)
            .setExecutionExceptionHandler(
                (fault, command, parsed) -> Faults.failed(fault, command, main.debug));
    provideVersion(all);
    return all;
  }

  /** Not by annotation: that would look for the engine at every start, to be inherited. */
  private static void provideVersion(CommandLine command) {
    command.getCommandSpec().versionProvider(new Version());
    command.getSubcommands().values().forEach(Stagewright::provideVersion);
  }
}
