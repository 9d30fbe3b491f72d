package dev.stagewright.spark.training;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Where driver and executors leave files for each other: what a run starts from, and its arrays, on
 * any of Hadoop's file systems. An array is a folder of shares, {@code FROM.f32} with the values
 * from that place on as little-endian float32.
 *
 * @param folder of this run alone
 * @param hadoop the driver's settings, credentials among them
 */
record RunStorage(String folder, SerializableConfiguration hadoop) implements Serializable {

  private static final Pattern SHARE = Pattern.compile("([0-9]+)\\.f32");
  private static final int CHUNK = 1 << 16;

  private record Share(long from, FileStatus file) {}

  private Path path(String name) {
    return new Path(folder, name);
  }

  private FileSystem files() throws IOException {
    return new Path(folder).getFileSystem(hadoop.value());
  }

  /** Creates a file, or replaces it. */
  OutputStream create(String name) throws IOException {
    return files().create(path(name), true);
  }

  /** Opens a file. */
  FSDataInputStream open(String name) throws IOException {
    return files().open(path(name));
  }

  /** Deletes a file or a folder with all that is in it, if it is there. */
  void delete(String name) throws IOException {
    files().delete(name.isEmpty() ? new Path(folder) : path(name), true);
  }

  /**
   * Writes a share of an array.
   *
   * @param from the place of its first value in the array
   */
  void write(String array, long from, FloatBuffer values) throws IOException {
    byte[] bytes = new byte[CHUNK];
    try (OutputStream out = create("%s/%s.f32".formatted(array, from))) {
      for (FloatBuffer left = values.duplicate().clear(); left.hasRemaining(); ) {
        int length = Math.min(CHUNK / Float.BYTES, left.remaining());
        FloatBuffer some = left.slice().limit(length);
        GradientFormat.littleEndian(bytes).asFloatBuffer().put(some);
        left.position(left.position() + length);
        out.write(bytes, 0, length * Float.BYTES);
      }
    }
  }

  /** All values of an array, one share behind the other. */
  InputStream read(String array) throws IOException {
    List<InputStream> streams = new ArrayList<>();
    long next = 0;
    for (Share share : shares(array)) {
      if (share.from() != next) {
        break;
      }
      next += share.file().getLen() / Float.BYTES;
      streams.add(files().open(share.file().getPath()));
    }
    return new SequenceInputStream(Collections.enumeration(streams));
  }

  /**
   * Reads some values of an array.
   *
   * @param from the place of the first
   * @param into is filled
   */
  void read(String array, long from, FloatBuffer into) throws IOException {
    FloatBuffer left = into.duplicate().clear();
    byte[] bytes = new byte[CHUNK];
    for (Share share : shares(array)) {
      long end = share.from() + share.file().getLen() / Float.BYTES;
      long at = from + left.position();
      if (left.hasRemaining() && share.from() <= at && at < end) {
        try (FSDataInputStream in = files().open(share.file().getPath())) {
          in.seek((at - share.from()) * Float.BYTES);
          int length = (int) Math.min(end - at, left.remaining());
          copy(in, length, left, bytes);
        }
      }
    }
    if (left.hasRemaining()) {
      throw new FileNotFoundException(
          "%s: the values from %s on are missing".formatted(path(array), from + left.position()));
    }
  }

  private static void copy(FSDataInputStream in, int length, FloatBuffer into, byte[] bytes)
      throws IOException {
    int left = length;
    while (left > 0) {
      int some = Math.min(CHUNK / Float.BYTES, left);
      in.readFully(bytes, 0, some * Float.BYTES);
      ByteBuffer read = GradientFormat.littleEndian(bytes).limit(some * Float.BYTES);
      into.put(read.asFloatBuffer());
      left -= some;
    }
  }

  private List<Share> shares(String array) throws IOException {
    List<Share> shares = new ArrayList<>();
    for (FileStatus file : files().listStatus(path(array))) {
      Matcher name = SHARE.matcher(file.getPath().getName());
      if (name.matches()) {
        shares.add(new Share(Long.parseLong(name.group(1)), file));
      }
    }
    shares.sort(Comparator.comparingLong(Share::from));
    return shares;
  }
}
