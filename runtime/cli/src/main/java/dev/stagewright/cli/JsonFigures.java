package dev.stagewright.cli;

import com.google.gson.GsonBuilder;
import dev.stagewright.files.OutputFile;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Figures by name in a file, for other programs. */
final class JsonFigures {

  private JsonFigures() {}

  static void write(Map<String, ?> figures, OutputFile file) {
    String json = new GsonBuilder().setPrettyPrinting().serializeNulls().create().toJson(figures);
    file.write(content -> content.write(json.getBytes(StandardCharsets.UTF_8)));
  }
}
