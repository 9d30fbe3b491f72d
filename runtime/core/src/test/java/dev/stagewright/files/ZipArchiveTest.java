package dev.stagewright.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZipArchiveTest {

  private static final byte[] VALUES = "0123456789".repeat(100).getBytes(ISO_8859_1);
  private static final String INDEX_ENTRY = "PK\1\2";

  private @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(ints = {ZipEntry.STORED, ZipEntry.DEFLATED})
  void entriesAreReadAsTheyWereWritten(int method) throws IOException {
    try (ZipArchive archive = ZipArchive.open(file(zip(method, "values", "other")))) {
      assertThat(archive.names()).containsExactly("values", "other");
      assertThat(archive.has("more")).isFalse();
      assertThat(archive.size("values")).isEqualTo(1000);
      assertThat(archive.bytes("values", 1000)).isEqualTo(VALUES);
    }
  }

  @Test
  void aFlippedBitInAStoredEntryIsAnError() throws IOException {
    byte[] zip = zip(ZipEntry.STORED, "values");
    zip[text(zip).indexOf("0123456789") + 500] ^= 1;

    assertThatThrownBy(() -> read(zip, 1000))
        .isInstanceOf(ZipException.class)
        .hasMessageMatching(
            String.format(
                Locale.ROOT,
                "the entry values is damaged: found the CRC-32 [0-9a-f]{8}; the index says %08x",
                crc()));
  }

  @ParameterizedTest
  @ValueSource(ints = {999, 1001})
  void aSizeThatTheEntryDoesNotHaveIsAnError(int size) throws IOException {
    byte[] zip = zip(ZipEntry.DEFLATED, "values");
    int index = text(zip).indexOf(INDEX_ENTRY);
    zip[index + 24] = (byte) size;
    zip[index + 25] = (byte) (size >> 8);

    assertThatThrownBy(() -> read(zip, 2000))
        .isInstanceOf(ZipException.class)
        .hasMessage(
            String.format(
                Locale.ROOT,
                "the entry values is damaged: found %s bytes; the index says %d",
                size == 999 ? "more" : "1000",
                size));
  }

  @ParameterizedTest
  @CsvSource({"0, 1001", "8, 1000000"})
  void aSizeThatTheCompressedBytesCannotHaveIsAnErrorBeforeMemoryIsTaken(int method, int size)
      throws IOException {
    byte[] zip = zip(method, "values");
    int index = text(zip).indexOf(INDEX_ENTRY);
    ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putInt(index + 24, size);

    assertThatThrownBy(() -> read(zip, Integer.MAX_VALUE))
        .isInstanceOf(ZipException.class)
        .hasMessageMatching("the entry values is damaged: [0-9]+ bytes cannot expand to " + size);
  }

  @Test
  void moreEntriesThanAnyModelHasAreAnError() throws IOException {
    String[] names =
        IntStream.rangeClosed(0, 10_000).mapToObj(String::valueOf).toArray(String[]::new);
    Path file = file(zip(ZipEntry.STORED, names));

    assertThatThrownBy(() -> ZipArchive.open(file))
        .isInstanceOf(ZipException.class)
        .hasMessage("it has 10001 entries; expected at most 10000");
  }

  @Test
  void anEntryAboveTheLimitIsNotExpanded() throws IOException {
    byte[] zip = zip(ZipEntry.DEFLATED, "values");

    assertThatThrownBy(() -> read(zip, 999))
        .isInstanceOf(ZipException.class)
        .hasMessage("the entry values expands to 1000 bytes; expected at most 999");
  }

  @Test
  void twoEntriesOfOneNameAreAnError() throws IOException {
    byte[] zip =
        text(zip(ZipEntry.STORED, "values", "valuez"))
            .replace("valuez", "values")
            .getBytes(ISO_8859_1);

    assertThatThrownBy(() -> read(zip, 1000))
        .isInstanceOf(ZipException.class)
        .hasMessage("two entries are named values");
  }

  private byte[] read(byte[] zip, long limit) throws IOException {
    try (ZipArchive archive = ZipArchive.open(file(zip))) {
      return archive.bytes("values", limit);
    }
  }

  private Path file(byte[] zip) throws IOException {
    return Files.write(folder.resolve("archive.zip"), zip);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }

  private static byte[] zip(int method, String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : names) {
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(method);
        entry.setSize(VALUES.length);
        entry.setCrc(crc());
        zip.putNextEntry(entry);
        zip.write(VALUES);
      }
    }
    return bytes.toByteArray();
  }

  private static long crc() {
    CRC32 crc = new CRC32();
    crc.update(VALUES);
    return crc.getValue();
  }
}
