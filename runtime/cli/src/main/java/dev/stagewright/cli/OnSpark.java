package dev.stagewright.cli;

/**
 * What spark-submit starts: a command's own work, inside of Spark's driver. The command line is the
 * one that {@code stagewright} was given, so that there is one set of options.
 */
public final class OnSpark {

  private static final String PROPERTY = "stagewright.driver";

  private OnSpark() {}

  /**
   * Runs a command and ends the process with its exit code.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    System.setProperty(PROPERTY, "true");
    Stagewright.main(arguments);
  }

  /** Whether this process is Spark's driver. */
  static boolean isHere() {
    return Boolean.getBoolean(PROPERTY);
  }
}
