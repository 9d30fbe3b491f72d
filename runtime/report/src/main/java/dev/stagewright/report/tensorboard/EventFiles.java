package dev.stagewright.report.tensorboard;

import dev.stagewright.files.OutputFile;
import dev.stagewright.report.run.Curve;
import dev.stagewright.report.run.CurveName;
import dev.stagewright.report.run.CurveName.Part;
import dev.stagewright.report.run.Curves;
import dev.stagewright.report.run.ReportException;
import dev.stagewright.report.run.RunData;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * Scalars for TensorBoard. A file of events is a sequence of records as in TensorFlow's {@code
 * tensorflow/core/lib/io/record_writer.h}: the length as 8 bytes, its checksum, the bytes of an
 * {@code Event}, their checksum; numbers are little-endian.
 */
public final class EventFiles {

  /** TensorBoard takes files whose names contain {@code tfevents}. */
  static final String NAME = name(0);

  private static final int MASK = 0xa282ead8;

  private EventFiles() {}

  /** TensorBoard reads the files of a folder in the order of their times. */
  static String name(long seconds) {
    return String.format(Locale.ROOT, "events.out.tfevents.%010d.stagewright", seconds);
  }

  /**
   * Writes the curves of a run, an older file is replaced.
   *
   * @param run what its files say
   * @param folder the run's among those that TensorBoard shows; made if it does not exist
   * @throws dev.stagewright.errors.StagewrightException if it cannot be written
   */
  public static void write(RunData run, Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new ReportException(folder + ": cannot be made a folder: " + e, e);
    }
    OutputFile.write(folder.resolve(NAME), out -> write(run, out));
  }

  static void write(RunData run, OutputStream out) throws IOException {
    double start = run.start().toEpochMilli() / 1000.0;
    Curves curves = run.curves();
    record(ScalarEvent.version(start), out);
    for (int i = 0; i < curves.epochs().size(); i++) {
      epoch(curves, i, start + curves.seconds().get(i), out);
    }
  }

  /** Writes an epoch's scalars. */
  static void epoch(Curves curves, int epoch, double time, OutputStream out) throws IOException {
    for (Curve curve : curves.all()) {
      double value = curve.values().get(epoch);
      CurveName name = CurveName.of(curve.name());
      if (name.isMeasured() && !Double.isNaN(value)) {
        record(ScalarEvent.of(time, curves.steps().get(epoch), tag(name), (float) value), out);
      }
    }
  }

  /** TensorBoard groups tags by what stands in front of the slash. */
  private static String tag(CurveName name) {
    String quantity = name.quantity().replace(' ', '_');
    String part = name.part().words();
    return name.part() == Part.RUN ? part + "/" + quantity : quantity + "/" + part;
  }

  static void record(byte[] event, OutputStream out) throws IOException {
    byte[] length = little(8).putLong(event.length).array();
    out.write(length);
    out.write(checksum(length));
    out.write(event);
    out.write(checksum(event));
  }

  /** CRC-32C, rotated and shifted so that checksums of checksums do no harm. */
  private static byte[] checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    int masked = Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    return little(4).putInt(masked).array();
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
