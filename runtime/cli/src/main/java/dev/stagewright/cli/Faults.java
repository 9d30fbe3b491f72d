package dev.stagewright.cli;

import dev.stagewright.catalog.CatalogException;
import dev.stagewright.data.DataException;
import dev.stagewright.model.ModelException;
import dev.stagewright.network.OptionException;
import dev.stagewright.training.TrainingException;
import dev.stagewright.weights.WeightsException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns exceptions into messages and exit codes. */
final class Faults {

  private static final int FAILED = 1;
  private static final int WRONG_COMMAND_LINE = 2;

  /** Exceptions whose message is meant for users and complete. */
  private static final List<Class<? extends Exception>> EXPLAINED =
      List.of(
          CatalogException.class,
          CommandException.class,
          DataException.class,
          ModelException.class,
          NumpyException.class,
          TrainingException.class,
          WeightsException.class);

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
    boolean option = fault instanceof OptionException;
    boolean explained = option || EXPLAINED.stream().anyMatch(type -> type.isInstance(fault));
    err.println(
        "stagewright: "
            + (explained ? fault.getMessage() : fault + " (--debug shows where it comes from)"));
    if (debug) {
      fault.printStackTrace(err);
    }
    return option ? WRONG_COMMAND_LINE : FAILED;
  }
}
