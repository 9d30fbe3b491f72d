package dev.stagewright.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagewright.files.NumpyException;
import dev.stagewright.pictures.Picture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumpyImagesTest {

  @TempDir private Path folder = Path.of("");

  private static byte[] npy(String type, String shape, int... values) throws IOException {
    String header =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }\n".formatted(type, shape);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
    bytes.write(header.getBytes(StandardCharsets.US_ASCII));
    int size = Integer.parseInt(type.substring(2));
    for (int value : values) {
      for (int i = 0; i < size; i++) {
        bytes.write(i < 4 ? value >> (8 * i) : value >> 31);
      }
    }
    return bytes.toByteArray();
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private NumpyImages open(String shape, @Nullable Axes axes) throws IOException {
    Path images = write("x.npy", npy("|u1", shape, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 255));
    int count = Integer.parseInt(shape.substring(0, 1));
    Path labels =
        write("y.npy", npy("<i8", count + ",", count == 1 ? new int[1] : new int[] {1, 0}));
    return NumpyImages.open(images, labels, List.of(), axes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "2, 2, 3      | -    | 2 x 3 x 1 | 7 8 9 10 11 255",
        "2, 1, 2, 3   | NHWC | 1 x 2 x 3 | 7 8 9 10 11 255",
        "2, 3, 1, 2   | NCHW | 1 x 2 x 3 | 7 9 11 8 10 255",
        "2, 3, 2, 1   | NHWC | 3 x 2 x 1 | 7 8 9 10 11 255",
        "2, 1, 3, 2   | -    | 3 x 2 x 1 | 7 8 9 10 11 255",
      })
  void picturesAreInTheOrderOfTheAxes(String shape, Axes axes, String size, String values)
      throws IOException {
    NumpyImages images = open(shape, axes);

    assertThat(images.labels()).containsExactly("0", "1");
    assertThat(images.label(0)).isEqualTo(1);
    assertThat(images.path(1)).isEqualTo("1");
    try (Picture picture = images.picture(1)) {
      assertThat(picture.height() + " x " + picture.width() + " x " + picture.channels())
          .isEqualTo(size);
      StringBuilder found = new StringBuilder();
      for (byte value : picture.values()) {
        found.append(' ').append(value & 0xff);
      }
      assertThat(found.substring(1)).isEqualTo(values);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "1, 1, 4, 3 | - | found the shape [1, 1, 4, 3]; which axes are these? Say NHWC (channels last), NCHW (channels first) or NHW (gray) with --axes; pictures have 1 or 3 channels",
        "1, 3, 2, 2 | NHWC | found the shape [1, 3, 2, 2]; expected that of NHWC pictures with 1 or 3 channels",
        "1, 3, 4, 3 | NHWC | is truncated: its shape [1, 3, 4, 3] needs 36 bytes, found 12; write or copy it again",
      })
  void shapesThatArePicturesInNoWayAreNamed(String shape, Axes axes, String fault) {
    assertThatThrownBy(() -> open(shape, axes)).hasMessage(folder.resolve("x.npy") + ": " + fault);
  }

  @Test
  void otherTypesAreRefused() throws IOException {
    Path floats = write("x.npy", npy("<f4", "1, 1, 1", 1));
    Path labels = write("y.npy", npy("<i4", "1,", 0));

    assertThatThrownBy(() -> NumpyImages.open(floats, labels, List.of(), null))
        .isInstanceOf(NumpyException.class)
        .hasMessage(
            floats
                + ": found <f4 in C order; expected |u1 (uint8) in C order, values from 0 to 255: numpy.ascontiguousarray(x, dtype=\"uint8\"); multiply values from 0 to 1 by 255 first");
    assertThatThrownBy(() -> NumpyImages.open(labels, floats, List.of(), null))
        .hasMessageStartingWith(labels + ": found <i4 in C order; expected |u1");
    Path images = write("i.npy", npy("|u1", "1, 1, 1", 1));
    assertThatThrownBy(() -> NumpyImages.open(images, floats, List.of(), null))
        .hasMessage(
            floats
                + ": found <f4 of the shape [1, 1, 1]; expected the classes' numbers, whole numbers of [N]");
    Path negative = write("n.npy", npy("|i1", "1, 1", -1));
    assertThatThrownBy(() -> NumpyImages.open(images, negative, List.of(), null))
        .hasMessage(
            negative
                + ": found -1 as the class of picture 0; expected numbers from 0, below 1048576");
    Path two = write("t.npy", npy("<u2", "2,", 0, 1));
    assertThatThrownBy(() -> NumpyImages.open(images, two, List.of(), null))
        .hasMessage(
            images + ": found 2 labels for the 1 images; expected as many labels as images");
  }

  private Path npz(Object... namesAndArrays) throws IOException {
    Path file = folder.resolve("d.npz");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < namesAndArrays.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndArrays[i] + ".npy"));
        zip.write((byte[]) namesAndArrays[i + 1]);
      }
    }
    return file;
  }

  @Test
  void partsOfAnArchiveAreToldByTheirNames() throws IOException {
    Path file =
        npz(
            "val_images", npy("|u1", "1, 1, 1", 7),
            "val_labels", npy("|u1", "1, 1", 1),
            "train_images", npy("|u1", "2, 1, 1", 5, 6),
            "train_labels", npy("|u1", "2, 1", 0, 1));
    SplitImages found = NumpyArchive.open(file, List.of("cat", "dog"), null);

    assertThat(found.images().size()).isEqualTo(3);
    assertThat(found.images().labels()).containsExactly("cat", "dog");
    ImageSource validation = found.part(Part.VALIDATION).orElseThrow();
    assertThat(validation.size()).isEqualTo(1);
    assertThat(validation.label(0)).isEqualTo(1);
    assertThat(validation.path(0)).isEqualTo("validation/0");
    assertThat(validation.index(0)).isEqualTo(2);
    try (Picture picture = validation.picture(0)) {
      assertThat(picture.values()).containsExactly(7);
    }
  }

  @Test
  void onePairIsAllForTraining() throws IOException {
    Path file = npz("x", npy("|u1", "1, 1, 1", 7), "y", npy("|u1", "1,", 0));

    assertThat(NumpyArchive.open(file, List.of(), null).part(Part.TRAIN).orElseThrow().path(0))
        .isEqualTo("0");
  }

  @Test
  void arraysThatAreNoPairsAreNamed() throws IOException {
    Path lonely = npz("x_train", npy("|u1", "1, 1, 1", 7));
    assertThatThrownBy(() -> NumpyArchive.open(lonely, List.of(), null))
        .hasMessage(
            lonely
                + ": found no array of labels for the train part; expected one of pictures, of three or four axes, and one of labels");
    Path twice = npz("a", npy("|u1", "1, 1, 1", 7), "b", npy("|u1", "1, 1, 1", 7));
    assertThatThrownBy(() -> NumpyArchive.open(twice, List.of(), null))
        .hasMessage(
            twice
                + "#b.npy: found a second array of pictures in its part; expected one of pictures and one of labels");
    Path text = write("d.npz", "no archive".getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(() -> NumpyArchive.open(text, List.of(), null))
        .hasMessageStartingWith(text + ": is not a .npz file, or a damaged one (");
  }
}
