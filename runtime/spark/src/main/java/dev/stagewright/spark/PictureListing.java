package dev.stagewright.spark;

import dev.stagewright.spark.executor.ClusterException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Lists pictures with Spark's file systems and credentials. */
final class PictureListing {

  /** Files in folders are told by their names: reading each one's first bytes would take long. */
  private static final Set<String> SUFFIXES =
      Set.of("jpg", "jpeg", "png", "bmp", "tif", "tiff", "webp", "gif", "pbm", "pgm", "ppm", "pnm");

  private PictureListing() {}

  /**
   * Lists pictures.
   *
   * @param places files, or folders that are searched
   * @return their paths, sorted within each place
   * @throws ClusterException if there are none
   */
  static List<String> of(SparkSession session, List<String> places) {
    List<String> all = places.stream().flatMap(place -> in(session, place)).toList();
    if (all.isEmpty()) {
      throw ClusterException.failure(
          "%s: found no pictures; expected files that end in one of %s"
              .formatted(
                  String.join(", ", places),
                  String.join(", ", SUFFIXES.stream().sorted().toList())));
    }
    return all;
  }

  private static Stream<String> in(SparkSession session, String place) {
    String[] files;
    try {
      files =
          session
              .read()
              .format("binaryFile")
              .option("recursiveFileLookup", true)
              .load(place)
              .inputFiles();
    } catch (RuntimeException e) {
      throw ClusterException.failure("%s: cannot be listed: %s".formatted(place, e.getMessage()));
    }
    // Spark gives addresses, in which a space is %20.
    List<String> paths =
        Arrays.stream(files).map(file -> new Path(URI.create(file)).toString()).sorted().toList();
    boolean itself = paths.size() == 1 && paths.get(0).endsWith(new Path(place).getName());
    return paths.stream().filter(path -> itself || isPicture(path));
  }

  private static boolean isPicture(String path) {
    return SUFFIXES.contains(path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
  }
}
