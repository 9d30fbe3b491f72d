package dev.stagewright.spark;

import dev.stagewright.data.DataException;
import dev.stagewright.data.NamedPicture;
import dev.stagewright.errors.Printable;
import dev.stagewright.pictures.PictureDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Finds a row's picture: a file's bytes, or the path of one, which is read with Spark's file
 * systems and credentials.
 *
 * @param input the column's place
 * @param named the place of a column of paths that tells rows apart in messages; -1 for none
 * @param files how paths are read; null for a column of bytes
 */
record RowPictures(int input, int named, @Nullable Broadcast<SerializableConfiguration> files)
    implements Serializable {

  /** Decodes on the thread that asks for it. */
  NamedPicture of(Row row) {
    return new NamedPicture(
        name(row), options -> PictureDecoder.decode(bytes(row), options), List.of());
  }

  private String name(Row row) {
    return named < 0 || row.isNullAt(named)
        ? "a picture without a path"
        : Printable.of(row.getString(named));
  }

  private byte[] bytes(Row row) throws IOException {
    if (row.isNullAt(input)) {
      throw new DataException(name(row) + ": the column has null in place of a picture");
    }
    if (files == null) {
      return row.getAs(input);
    }
    return read(row.getString(input), files.value().value());
  }

  private static byte[] read(String text, Configuration configuration) throws IOException {
    Path path = new Path(text);
    try (InputStream in = path.getFileSystem(configuration).open(path)) {
      return in.readAllBytes();
    }
  }
}
