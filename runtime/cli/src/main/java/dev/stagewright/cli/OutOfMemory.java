package dev.stagewright.cli;

/** Memory that was not enough: Java's own errors, JavaCPP's, and those of native code. */
final class OutOfMemory {

  static final String MORE =
      "more memory in STAGEWRIGHT_JVM_FLAGS: -Xmx for Java's heap,"
          + " -Dorg.bytedeco.javacpp.maxbytes and -Dorg.bytedeco.javacpp.maxphysicalbytes beside it";

  private OutOfMemory() {}

  static boolean isCauseOf(Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError || String.valueOf(cause).contains("std::bad_alloc")) {
        return true;
      }
    }
    return false;
  }

  static String message(Throwable fault) {
    return "Out of memory: %s. Allow %s".formatted(fault.getMessage(), MORE);
  }
}
