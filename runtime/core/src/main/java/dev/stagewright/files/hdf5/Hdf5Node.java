package dev.stagewright.files.hdf5;

/** A group or an array of an HDF5 file. */
public sealed interface Hdf5Node permits Hdf5Group, Hdf5Array {

  /**
   * Where it is in the file.
   *
   * @return names from the root on, as in {@code /conv1/kernel:0}
   */
  String path();

  /**
   * Its own name.
   *
   * @return what follows the last slash of its path
   */
  default String name() {
    return path().substring(path().lastIndexOf('/') + 1);
  }
}
