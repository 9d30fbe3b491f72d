package dev.stagewright.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagewright.network.DataFormat;
import dev.stagewright.network.InputShape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxImagesTest {

  private static final String AGAIN = "copy or download it again";

  @TempDir private Path folder = Path.of("");

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static byte[] idx(int[] shape, int... values) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(0x800 + shape.length);
    for (int dimension : shape) {
      out.writeInt(dimension);
    }
    for (int value : values) {
      out.write(value);
    }
    return bytes.toByteArray();
  }

  private static byte[] zipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(target)) {
      out.write(bytes);
    }
    return target.toByteArray();
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private void assertFault(byte[] images, String fault) throws IOException {
    Path labels = write("labels", idx(new int[] {2}, 1, 0));
    Path file = write("images", images);
    assertThatThrownBy(() -> IdxImages.open(file, labels))
        .isInstanceOf(DataException.class)
        .hasMessage(file + ": " + fault);
  }

  @Test
  void readsPlainAndZippedFiles() throws IOException {
    Path images = write("images.gz", zipped(idx(new int[] {2, 1, 2}, 0, 255, 7, 200)));
    Path labels = write("labels", idx(new int[] {2}, 1, 0));
    IdxImages source = IdxImages.open(images, labels, List.of("shirt", "boot"));

    assertThat(source.size()).isEqualTo(2);
    assertThat(source.labels()).containsExactly("shirt", "boot");
    assertThat(source.label(0)).isEqualTo(1);
    assertThat(source.picture(1).values()).containsExactly(7, 200);
    assertThat(source.description()).isEqualTo(images + ": 2 images of 2 classes");
    assertThat(IdxImages.open(images, labels).labels()).containsExactly("0", "1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"28 x 28 x 1", "9 x 17 x 3", "40 x 40 x 1", "28 x 28 x 3"})
  void imagesAreThoseOfAGrayPng(String size) throws IOException {
    int[] numbers = Arrays.stream(size.split(" x ", -1)).mapToInt(Integer::parseInt).toArray();
    InputShape shape = new InputShape(numbers[0], numbers[1], numbers[2]);
    int[] values = new Random(9).ints(28 * 28, 0, 256).toArray();
    Path images = write("images", idx(new int[] {1, 28, 28}, values));
    Path labels = write("labels", idx(new int[] {1}, 0));
    BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setPixels(0, 0, 28, 28, values);
    Path png = Files.createDirectory(folder.resolve("class")).resolve("image.png");
    ImageIO.write(image, "png", png.toFile());

    ImageInput input = new ImageInput(shape, DataFormat.CHANNELS_LAST, Preprocessing.NONE);
    float[] fromIdx = new float[input.values()];
    input.read(IdxImages.open(images, labels), 0, fromIdx, 0);
    float[] fromPng = new float[fromIdx.length];
    input.read(ImageFolder.open(folder), 0, fromPng, 0);
    assertThat(fromIdx).containsExactly(fromPng);
  }

  @Test
  void readsSeveralGzipMembersAsOne() throws IOException {
    byte[] whole = idx(new int[] {2, 1, 2}, 1, 2, 3, 4);
    byte[] first = zipped(Arrays.copyOf(whole, 17));
    byte[] second = zipped(Arrays.copyOfRange(whole, 17, whole.length));
    Path images = write("images.gz", joined(first, second));

    IdxImages source = IdxImages.open(images, write("labels", idx(new int[] {2}, 1, 0)));
    assertThat(source.picture(1).values()).containsExactly(3, 4);
  }

  /** From the end: a bit of the length, of the CRC-32, of the deflated data. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 5, 8})
  void aFlippedBitInAGzipTrailerIsAFault(int fromEnd) throws IOException {
    byte[] images = zipped(idx(new int[] {2, 1, 2}, 0, 255, 7, 200));
    images[images.length - fromEnd] ^= 16;

    assertFault(images, "its gzip data are damaged (Corrupt GZIP trailer); " + AGAIN);
  }

  @Test
  void bytesBehindTheEndAreAFault() throws IOException {
    byte[] whole = idx(new int[] {2, 1, 2}, 1, 2, 3, 4);
    String more =
        "found more bytes than the 4 values that its header [2, 1, 2] says; expected"
            + " nothing after them. Copy or download it again";

    assertFault(joined(whole, new byte[3]), more);
    assertFault(zipped(joined(whole, new byte[1])), more);
    assertFault(joined(zipped(whole), zipped(new byte[3])), more);
    assertFault(
        joined(zipped(whole), new byte[3]),
        "its gzip data are damaged (found 3 more bytes after their end); " + AGAIN);
    assertFault(
        joined(zipped(whole), new byte[300]),
        "its gzip data are damaged (found 300 more bytes after their end); " + AGAIN);
  }

  @Test
  void missingBytesAreAFault() throws IOException {
    byte[] whole = idx(new int[] {2, 4, 4}, 1, 2, 3);
    String missing =
        "is truncated: found 3 values; its header [2, 4, 4] says 32. Copy or download it again";
    assertFault(whole, missing);
    assertFault(zipped(whole), missing);
    assertFault(Arrays.copyOf(whole, 7), "is truncated; " + AGAIN);
    byte[] zipped = zipped(whole);
    assertFault(Arrays.copyOf(zipped, zipped.length - 9), "is truncated; " + AGAIN);
  }

  /** With less memory than the header asks for. */
  @Test
  void declaredSizesThatCannotBeThereTakeNoMemory() throws IOException {
    int[] huge = {2147, 1000, 1000};
    String missing =
        "is truncated: found 1 values; its header [2147, 1000, 1000] says 2147000000. Copy or"
            + " download it again";
    assertFault(idx(huge, 5), missing);
    assertFault(zipped(idx(huge, 5)), missing);
    String range = "; expected numbers from 0 and at most 2 GiB of values";
    assertFault(idx(new int[] {2, 65536, 65536}), "found dimensions [2, 65536, 65536]" + range);
    assertFault(
        idx(new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE, 4}),
        "found dimensions [2147483647, 2147483647, 4]" + range);
    assertFault(idx(new int[] {2, -1, 4}), "found dimensions [2, -1, 4]" + range);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 images of 4 x 4", "2 images of 0 x 4", "2 images of 4 x 0"})
  void noPixelsAreAFault(String size) throws IOException {
    int[] shape = Arrays.stream(size.split("\\D+", -1)).mapToInt(Integer::parseInt).toArray();
    assertFault(idx(shape), "found " + size + " pixels; expected at least 1 of each");
  }

  @Test
  void filesMustFitEachOtherAndTheNames() throws IOException {
    Path images = write("images", idx(new int[] {2, 1, 1}, 3, 4));
    Path three = write("three", idx(new int[] {3}, 0, 1, 0));
    Path large = write("large", idx(new int[] {2}, 0, 9));
    assertThatThrownBy(() -> IdxImages.open(images, three))
        .hasMessage(
            "%s: found 3 labels for the 2 images of %s; expected as many labels as images",
            three, images);
    assertThatThrownBy(() -> IdxImages.open(images, large, List.of("a", "b")))
        .hasMessage(
            "%s: found label 9, but 2 class names; expected a name for every label from 0", large);
    assertThatThrownBy(() -> IdxImages.open(three, images))
        .hasMessage(
            "%s: found the magic number 0x00000801; expected 0x00000803, an IDX file of unsigned bytes with 3 dimension(s)",
            three);
    assertThatThrownBy(() -> IdxImages.open(images, large, List.of("a", "b", "a")))
        .hasMessage("class names: found \"a\" twice; expected distinct names in UTF-8");
    assertThatThrownBy(() -> IdxImages.open(images, large, List.of("gr\ufffd\ufffdn")))
        .hasMessage("class names: found \"gr\ufffd\ufffdn\"; expected distinct names in UTF-8");
  }
}
