package dev.stagewright.errors;

/** Text from a file, or about it, as part of a message. */
public final class Brief {

  private static final int MAX_LENGTH = 200;

  private Brief() {}

  /**
   * The text's start, printable.
   *
   * @param text any text
   * @return at most 200 characters of it
   */
  public static String of(String text) {
    String printable = Printable.of(text);
    return printable.length() <= MAX_LENGTH
        ? printable
        : printable.substring(0, MAX_LENGTH) + "...";
  }
}
