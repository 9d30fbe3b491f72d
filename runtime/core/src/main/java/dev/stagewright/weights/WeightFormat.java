package dev.stagewright.weights;

import java.io.IOException;
import java.nio.file.Path;

/**
 * One way to store weights. A format delivers every array in the layout of its {@link ArrayRole};
 * nothing else knows how its files look. Formats are found by {@link java.util.ServiceLoader}.
 */
public interface WeightFormat {

  /**
   * What files of it are, for messages.
   *
   * @return for example {@code HDF5 or .keras}
   */
  String kinds();

  /**
   * Whether a file is of this format.
   *
   * @param path an existing file
   * @param head its first 8 bytes, fewer of a shorter file
   * @return true if {@link #read} can read it or tell what is wrong with it
   */
  boolean matches(Path path, byte[] head);

  /**
   * Reads names and shapes; values are read when they are asked for.
   *
   * @param path a file that {@linkplain #matches matches}
   * @return its layers with weights; none if it has none
   * @throws WeightsException if it is damaged or of a kind that cannot be read
   * @throws IOException if the file cannot be read at all
   */
  WeightFile read(Path path) throws IOException;
}
