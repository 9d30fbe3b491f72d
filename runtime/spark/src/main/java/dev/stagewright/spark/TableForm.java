package dev.stagewright.spark;

import dev.stagewright.spark.executor.ClusterException;
import java.util.Arrays;
import java.util.Locale;

/** How a table is written, told by its name's end. */
enum TableForm {
  PARQUET,
  CSV,
  JSONL;

  /**
   * Reads a name's end.
   *
   * @throws ClusterException if it is another
   */
  static TableForm of(String output) {
    return Arrays.stream(values())
        .filter(form -> output.toLowerCase(Locale.ROOT).endsWith(form.suffix()))
        .findFirst()
        .orElseThrow(
            () ->
                ClusterException.usage(
                    "--output: found %s; a table of predictions ends in .parquet, .csv or .jsonl"
                        .formatted(output)));
  }

  private String suffix() {
    return "." + name().toLowerCase(Locale.ROOT);
  }
}
