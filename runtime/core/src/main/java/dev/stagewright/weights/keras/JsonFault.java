package dev.stagewright.weights.keras;

import dev.stagewright.errors.Printable;

/** Why JSON cannot be read, in a message's words. */
final class JsonFault {

  private static final int LENGTH = 200;

  private JsonFault() {}

  /** Gson's own words, without the address of its help and the rest of a very deep path. */
  static String inWords(Exception fault) {
    String first = String.valueOf(fault.getMessage()).lines().findFirst().orElse("");
    return Printable.of(first.length() > LENGTH ? first.substring(0, LENGTH) + "..." : first);
  }
}
