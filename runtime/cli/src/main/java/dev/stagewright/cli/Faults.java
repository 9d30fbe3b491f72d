package dev.stagewright.cli;

import dev.stagewright.errors.StagewrightException;
import dev.stagewright.errors.StagewrightException.Kind;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns exceptions into messages and exit codes. */
final class Faults {

  private static final int FAILED = 1;
  private static final int WRONG_COMMAND_LINE = 2;

  private Faults() {}

  static int wrongCommandLine(ParameterException fault, String[] arguments) {
    CommandLine command = fault.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("stagewright: " + fault.getMessage());
    UnmatchedArgumentException.printSuggestions(fault, err);
    err.println("See " + command.getCommandSpec().qualifiedName() + " --help");
    return WRONG_COMMAND_LINE;
  }

  static int failed(Exception fault, CommandLine command, boolean debug) {
    PrintWriter err = command.getErr();
    String message =
        fault instanceof StagewrightException
            ? fault.getMessage()
            : fault + " (--debug shows where it comes from)";
    err.println("stagewright: " + message);
    if (debug) {
      fault.printStackTrace(err);
    }
    return fault instanceof StagewrightException known && known.kind() == Kind.USAGE
        ? WRONG_COMMAND_LINE
        : FAILED;
  }
}
