package dev.stagewright.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.stagewright.files.ZipArchive;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class StoredArrayTest {

  /** More than one chunk, and not a multiple of it. */
  private static final int LENGTH = 20_001;

  @TempDir private Path folder = Path.of("");

  private interface Content {
    void writeTo(DataOutputStream out) throws IOException;
  }

  private INDArray read(Content content) throws IOException {
    Path file = folder.resolve("array.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("a.bin"));
      DataOutputStream out = new DataOutputStream(zip);
      content.writeTo(out);
      out.flush();
    }
    try (ZipArchive zip = ZipArchive.open(file);
        StoredArray stored = StoredArray.open(zip, "a.bin")) {
      INDArray array = Nd4j.create(stored.type(), stored.length());
      stored.readInto(array);
      return array;
    }
  }

  /** The form of Nd4j.write with any sizes and names. */
  private static void write(
      DataOutputStream out, String memory, long[] shape, long length, String type)
      throws IOException {
    boolean isOld = !memory.equals("MIXED_DATA_TYPES");
    out.writeUTF(memory);
    writeLength(out, memory, shape.length);
    out.writeUTF(isOld ? "INT" : "LONG");
    for (long number : shape) {
      if (isOld) {
        out.writeInt((int) number);
      } else {
        out.writeLong(number);
      }
    }
    out.writeUTF(memory);
    writeLength(out, memory, length);
    out.writeUTF(type);
    out.writeFloat(1.5f);
    out.writeFloat(-2);
  }

  private static void writeLength(DataOutputStream out, String memory, long length)
      throws IOException {
    if (memory.equals("HEAP") || memory.equals("DIRECT") || memory.equals("JAVACPP")) {
      out.writeInt((int) length);
    } else {
      out.writeLong(length);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE", "HALF", "BFLOAT16"})
  void readsWhatNd4jWrites(DataType type) throws IOException {
    INDArray array = Nd4j.randn(1, LENGTH).castTo(type);
    assertThat(read(out -> Nd4j.write(array, out))).isEqualTo(array.reshape(LENGTH));
    INDArray view = Nd4j.randn(LENGTH, 2).castTo(type).getColumn(1);
    assertThat(read(out -> Nd4j.write(view, out))).isEqualTo(view.dup());
  }

  @ParameterizedTest
  @ValueSource(strings = {"DIRECT", "HEAP", "JAVACPP", "LONG_SHAPE"})
  void readsWhatOldVersionsWrote(String memory) throws IOException {
    long[] shape = {2, 1, 2, 1, 1, 0, 1, 'f'};
    assertThat(read(out -> write(out, memory, shape, 2, "FLOAT")))
        .isEqualTo(Nd4j.createFromArray(1.5f, -2));
  }

  static Stream<Arguments> faults() {
    String mixed = "MIXED_DATA_TYPES";
    long[] two = {1, 2, 1, 8192, 1, 'c'};
    long huge = 1L << 62;
    return Stream.of(
        arguments(mixed, two, 3, "FLOAT", "its shape has 2 values, its data 3"),
        arguments(
            mixed,
            new long[] {1, huge, 1, 8192, 1, 'c'},
            huge,
            "FLOAT",
            "it declares 4611686018427387904 values of 4 bytes and holds 8 bytes"),
        arguments(mixed, two, 2, "DOUBLE", "it declares 2 values of 8 bytes and holds 8 bytes"),
        arguments(mixed, two, 2, "HALF", "it declares 2 values of 2 bytes and holds 8 bytes"),
        arguments(
            mixed,
            two,
            2,
            "COMPRESSED",
            "found the type \"COMPRESSED\"; expected one of BFLOAT16, DOUBLE, FLOAT, HALF"),
        arguments(
            "\u001b[31m",
            two,
            2,
            "FLOAT",
            "found the kind of memory \"\\u001b[31m\"; expected one of DIRECT, HEAP, JAVACPP, LONG_SHAPE, MIXED_DATA_TYPES"),
        arguments(
            mixed,
            new long[] {1, 0, 1, 8192, 1, 'c'},
            0,
            "FLOAT",
            "found the shape information [1, 0, 1, 8192, 1, 99]; expected that of a vector"),
        arguments(
            mixed,
            new long[] {1, 2, 7, 8192, 1, 'c'},
            2,
            "FLOAT",
            "found the shape information [1, 2, 7, 8192, 1, 99]; expected that of a vector"),
        arguments(
            mixed,
            new long[] {2, 2, 1, 1, 1, 8192, 1, 'c'},
            2,
            "FLOAT",
            "found the shape information [2, 2, 1, 1, 1, 8192, 1, 99]; expected that of a vector"),
        arguments(
            mixed,
            new long[] {1, 2, 1, 8192, 1, 'x'},
            2,
            "FLOAT",
            "found the shape information [1, 2, 1, 8192, 1, 120]; expected that of a vector"),
        arguments(mixed, new long[70], 2, "FLOAT", "its shape consists of 70 numbers"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void liesAreFoundBeforeMemoryIsTaken(
      String memory, long[] shape, long length, String type, String message) {
    assertThatThrownBy(() -> read(out -> write(out, memory, shape, length, type)))
        .isInstanceOf(IOException.class)
        .hasMessage("the entry a.bin is damaged: " + message);
  }
}
