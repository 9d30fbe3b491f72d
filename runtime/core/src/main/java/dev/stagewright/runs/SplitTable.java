package dev.stagewright.runs;

import dev.stagewright.data.ImageSource;
import dev.stagewright.data.Part;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code split.csv}: which image is in which part, in columns of RFC 4180. */
final class SplitTable {

  static final String NAME = "split.csv";

  private SplitTable() {}

  static void write(Path folder, ImageSource training, @Nullable ImageSource validation) {
    List<String> rows = new ArrayList<>(List.of("path,part,fold"));
    add(rows, training, Part.TRAIN);
    if (validation != null) {
      add(rows, validation, Part.VALIDATION);
    }
    new LineFile(folder.resolve(NAME)).write(rows);
  }

  private static void add(List<String> rows, ImageSource images, Part part) {
    for (int i = 0; i < images.size(); i++) {
      rows.add(quoted(images.path(i)) + "," + part + ",");
    }
  }

  private static String quoted(String text) {
    return text.matches("(?s).*[\",\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
