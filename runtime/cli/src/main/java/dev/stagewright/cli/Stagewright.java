package dev.stagewright.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The {@code stagewright} command. */
@Command(
    name = "stagewright",
    description = "Shows, trains and runs declared residual networks.",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed; the message says why", "2:the command line is wrong"})
public final class Stagewright {

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of a failure.")
  private boolean debug;

  /** Made by {@link #run} only. */
  private Stagewright() {}

  /**
   * Runs a command and ends the process with its exit code.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
    PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
    System.exit(run(out, err, arguments));
  }

  /**
   * Runs a command in this process.
   *
   * @param out receives what was asked for
   * @param err receives messages
   * @param arguments the command line
   * @return 0 if it is done, 1 if it failed, 2 if the command line is wrong
   */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    Stagewright main = new Stagewright();
    return new CommandLine(main)
        .addSubcommand(new NetworksCommand(out))
        .addSubcommand(new SummaryCommand(out))
        .addSubcommand(new SourceCommand(out))
        .addSubcommand(new TrainCommand(out))
        .addSubcommand(new PredictCommand(out))
        .addSubcommand(new PlanCommand(out))
        .addSubcommand(new BenchCommand(out))
        .addSubcommand(
            new CommandLine(new WeightsCommand())
                .addSubcommand(new WeightsCommand.Inspect(out))
                .addSubcommand(new WeightsCommand.Check(out)))
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(Faults::wrongCommandLine)
        .setExecutionExceptionHandler(
            (fault, command, parsed) -> Faults.failed(fault, command, main.debug))
        .execute(arguments);
  }
}
