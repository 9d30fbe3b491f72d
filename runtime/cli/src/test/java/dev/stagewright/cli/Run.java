package dev.stagewright.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * What a command did.
 *
 * @param exitCode as the shell sees it
 * @param out what it printed
 * @param err what it said about failures
 */
record Run(int exitCode, String out, String err) {

  static Run of(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] line = java.util.Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
    int exitCode = Stagewright.run(new PrintWriter(out), new PrintWriter(err), line);
    return new Run(exitCode, out.toString(), err.toString());
  }
}
