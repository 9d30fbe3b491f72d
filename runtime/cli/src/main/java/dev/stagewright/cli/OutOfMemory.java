package dev.stagewright.cli;

/** Memory that did not suffice. */
final class OutOfMemory {

  private OutOfMemory() {}

  static boolean isCauseOf(Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError) {
        return true;
      }
    }
    return false;
  }

  static String message(Throwable fault) {
    return "out of memory: " + fault.getMessage();
  }
}
