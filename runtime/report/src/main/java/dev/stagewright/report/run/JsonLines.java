package dev.stagewright.report.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.stagewright.errors.Brief;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file with a JSON object on every line. */
final class JsonLines {

  /** Takes what a line has. */
  @FunctionalInterface
  interface Reader {
    /**
     * Takes an object.
     *
     * @param line from 1
     */
    void take(int line, JsonObject object);
  }

  private JsonLines() {}

  /**
   * Reads all lines. The last one may lack its end and its rest: whoever wrote it was killed, or is
   * still writing.
   */
  static void read(Path file, Reader reader) {
    String text;
    try {
      // Torn characters are part of a torn line.
      text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ReportException(file + ": cannot be read: " + e, e);
    }
    int start = 0;
    for (int line = 1; ; line++) {
      int end = text.indexOf('\n', start);
      if (end < 0) {
        takeRest(line, text.substring(start), reader);
        return;
      }
      String row = text.substring(start, end).strip();
      if (!row.isEmpty()) {
        reader.take(line, object(file, line, row));
      }
      start = end + 1;
    }
  }

  private static void takeRest(int line, String rest, Reader reader) {
    try {
      JsonElement element = JsonParser.parseString(rest);
      if (element.isJsonObject()) {
        reader.take(line, element.getAsJsonObject());
      }
    } catch (JsonParseException e) {
      // torn
    }
  }

  private static JsonObject object(Path file, int line, String row) {
    try {
      JsonElement element = JsonParser.parseString(row);
      if (element.isJsonObject()) {
        return element.getAsJsonObject();
      }
    } catch (JsonParseException e) {
      throw fault(file, line, "found \"%s\"; expected a JSON object".formatted(Brief.of(row)), e);
    }
    throw fault(file, line, "found \"%s\"; expected a JSON object".formatted(Brief.of(row)));
  }

  static ReportException fault(Path file, int line, String what) {
    return new ReportException("%s, line %s: %s".formatted(file, line, what), null);
  }

  private static ReportException fault(Path file, int line, String what, Throwable cause) {
    return new ReportException("%s, line %s: %s".formatted(file, line, what), cause);
  }
}
