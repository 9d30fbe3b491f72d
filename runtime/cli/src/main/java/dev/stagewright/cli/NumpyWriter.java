package dev.stagewright.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Writes a .npy file of float32 in C order, after NEP 1, some rows at a time. */
final class NumpyWriter {

  private static final int ALIGNMENT = 64;

  /** Magic, version 1.0. */
  private static final byte[] START = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

  private NumpyWriter() {}

  static void writeHeader(OutputStream out, long[] shape) throws IOException {
    String sides = Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(", "));
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + sides + "), }";
    int unpadded = START.length + Short.BYTES + header.length() + 1;
    header += " ".repeat(Math.floorMod(-unpadded, ALIGNMENT)) + "\n";
    out.write(START);
    out.write(header.length() & 0xff);
    out.write(header.length() >> 8);
    out.write(header.getBytes(StandardCharsets.US_ASCII));
  }

  static void writeRows(OutputStream out, INDArray rows) throws IOException {
    float[] values = rows.castTo(DataType.FLOAT).dup('c').data().asFloat();
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    out.write(bytes.array());
  }
}
