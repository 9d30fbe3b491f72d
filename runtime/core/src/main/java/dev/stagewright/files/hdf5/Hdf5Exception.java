package dev.stagewright.files.hdf5;

import dev.stagewright.errors.Printable;
import io.jhdf.exceptions.HdfException;
import io.jhdf.exceptions.UnsupportedHdfException;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An HDF5 file cannot be read. The message names the group, array or attribute, says whether the
 * file is damaged or of a kind that is not read, and what to do; the file itself is for the caller
 * to name.
 */
public final class Hdf5Exception extends IOException {

  private static final String DAMAGED = ". The file is damaged; copy or download it again";

  private Hdf5Exception(String message, @Nullable Throwable cause) {
    super(Printable.of(message), cause);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  /** The file contradicts itself or the format. */
  static Hdf5Exception damaged(String found) {
    return new Hdf5Exception(found + DAMAGED, null);
  }

  /** The file ends before its header says. */
  static Hdf5Exception truncated(long found, long expected) {
    return new Hdf5Exception(
        String.format(
            Locale.ROOT,
            "it is truncated: it has %d bytes, its header says at least %s. Copy or download it again",
            found,
            Long.toUnsignedString(expected)),
        null);
  }

  /** The file may well be whole, but uses what this reader does not know. */
  static Hdf5Exception unread(String found, String whatToDo) {
    return new Hdf5Exception(found + ", which is not read. " + whatToDo, null);
  }

  /**
   * What jHDF's parsing ran into: an exception from here, a newer format, or damage of any kind.
   */
  static Hdf5Exception of(String what, Throwable fault) {
    Throwable deepest = fault;
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof Hdf5Exception ours) {
        return ours;
      }
      if (isNewer(cause)) {
        return new Hdf5Exception(
            "%s is written in a form of HDF5 that is not read (%s). Save the file with HDF5's earliest format (in h5py: libver=\"earliest\", the default)"
                .formatted(what, cause.getMessage()),
            fault);
      }
      deepest = cause;
    }
    return new Hdf5Exception(
        "%s cannot be read (%s)".formatted(what, reason(deepest)) + DAMAGED, fault);
  }

  private static String reason(Throwable fault) {
    if (fault instanceof StackOverflowError) {
      return "it has parts that lead back to themselves";
    }
    return Objects.requireNonNullElse(fault.getMessage(), fault.getClass().getSimpleName());
  }

  private static boolean isNewer(Throwable cause) {
    return cause instanceof UnsupportedHdfException
        || (cause instanceof HdfException
            && String.valueOf(cause.getMessage()).matches("(?s)Unrecognized .*(version|class).*"));
  }
}
