package dev.stagewright.cli;

import dev.stagewright.errors.StagewrightException;
import dev.stagewright.errors.StagewrightException.Kind;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns exceptions and errors into messages and exit codes. */
final class Faults {

  static final int FAILED = 1;
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

  /** Runs what was parsed; picocli hands exceptions on to {@link #failed}, but not errors. */
  static int execute(ParseResult parsed) {
    try {
      return new RunLast().execute(parsed);
    } catch (OutOfMemoryError | StackOverflowError | LinkageError | AssertionError e) {
      List<CommandLine> commands = parsed.asCommandLineList();
      throw new ExecutionException(commands.get(commands.size() - 1), e.toString(), e);
    }
  }

  static int failed(Exception exception, CommandLine command, boolean debug) {
    Throwable cause = exception.getCause();
    Throwable fault = exception instanceof ExecutionException && cause != null ? cause : exception;
    PrintWriter err = command.getErr();
    err.println("stagewright: " + message(fault));
    if (debug) {
      fault.printStackTrace(err);
    }
    return fault instanceof StagewrightException known && known.kind() == Kind.USAGE
        ? WRONG_COMMAND_LINE
        : FAILED;
  }

  private static String message(Throwable fault) {
    if (fault instanceof StagewrightException) {
      return String.valueOf(fault.getMessage());
    }
    if (OutOfMemory.isCauseOf(fault)) {
      return OutOfMemory.message(fault);
    }
    if (fault instanceof StackOverflowError) {
      return "Java's stack overflowed. Give it more: STAGEWRIGHT_JVM_FLAGS=-Xss64m";
    }
    return fault + " (--debug shows where it comes from)";
  }
}
