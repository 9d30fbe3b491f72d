package dev.stagewright.spark;

import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.col;

import dev.stagewright.spark.executor.ClusterException;
import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;

/**
 * A table as a folder of files.
 *
 * @param output the folder
 * @param form of the files
 */
record TableFolder(String output, TableForm form) {

  /** Before the work, which may take hours. */
  void requireNew(Configuration files) {
    try {
      Path path = new Path(output);
      if (path.getFileSystem(files).exists(path)) {
        throw ClusterException.failure(
            "--output: %s is there already; name another folder, or remove it".formatted(output));
      }
    } catch (IOException e) {
      throw ClusterException.failure("--output: %s cannot be looked at: %s".formatted(output, e));
    }
  }

  void write(Dataset<Row> table) {
    switch (form) {
      case PARQUET -> table.write().parquet(output);
      case JSONL -> table.write().option("ignoreNullFields", false).json(output);
      case CSV -> joined(table).write().option("header", true).option("escape", "\"").csv(output);
    }
  }

  /** A cell of CSV is one text: labels are separated by semicolons there, as predict does it. */
  private static Dataset<Row> joined(Dataset<Row> table) {
    Column[] columns =
        Arrays.stream(table.schema().fields())
            .map(
                field -> {
                  Column column = col("`" + field.name().replace("`", "``") + "`");
                  return field.dataType() instanceof ArrayType
                      ? array_join(column, ";").as(field.name())
                      : column;
                })
            .toArray(Column[]::new);
    return table.select(columns);
  }
}
