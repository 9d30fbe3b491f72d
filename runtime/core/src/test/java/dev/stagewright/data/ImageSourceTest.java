package dev.stagewright.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagewright.network.InputShape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageSourceTest {

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

  @Test
  void readsIdxFilesPlainAndZipped() throws IOException {
    Path images = write("images.gz", zipped(idx(new int[] {2, 1, 2}, 0, 255, 7, 200)));
    Path labels = write("labels", idx(new int[] {2}, 1, 0));
    IdxImages source = IdxImages.open(images, labels, List.of("shirt", "boot"));

    assertThat(source.size()).isEqualTo(2);
    assertThat(source.labels()).containsExactly("shirt", "boot");
    assertThat(source.label(0)).isEqualTo(1);
    float[] grey = new float[2];
    source.read(1, new InputShape(1, 2, 1), grey);
    assertThat(grey).containsExactly(7f, 200f);
    float[] colour = new float[6];
    source.read(1, new InputShape(1, 2, 3), colour);
    assertThat(colour).containsExactly(7f, 7f, 7f, 200f, 200f, 200f);
    assertThat(source.description()).isEqualTo(images + ": 2 images of 2 classes");
    assertThat(IdxImages.open(images, labels).labels()).containsExactly("0", "1");
  }

  @Test
  void namesWhatIsWrongWithIdxFiles() throws IOException {
    Path images = write("images", idx(new int[] {2, 1, 1}, 3, 4));
    Path three = write("three", idx(new int[] {3}, 0, 1, 0));
    Path large = write("large", idx(new int[] {2}, 0, 9));
    Path cut = write("cut", idx(new int[] {2, 4, 4}, 1, 2, 3));
    assertThatThrownBy(() -> IdxImages.open(images, three))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "%s: found 3 labels for the 2 images of %s; expected as many labels as images",
            three, images);
    assertThatThrownBy(() -> IdxImages.open(images, large, List.of("a", "b")))
        .hasMessage(
            "%s: found label 9, but 2 class names; expected a name for every label from 0", large);
    assertThatThrownBy(() -> IdxImages.open(cut, three))
        .hasMessage("%s: is cut off: found 3 values; its header [2, 4, 4] says 32", cut);
    assertThatThrownBy(() -> IdxImages.open(three, images))
        .hasMessage(
            "%s: found the magic number 0x00000801; expected 0x00000803, an IDX file of unsigned bytes with 3 dimension(s)",
            three);
  }

  @Test
  void readsAFolderPerClassInAlphabeticalOrder() throws IOException {
    BufferedImage pixel = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    for (String name : List.of("dog/b.png", "dog/a.png", "cat/x.png")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      ImageIO.write(pixel, "png", file.toFile());
    }
    write("README", new byte[0]);
    write("dog/.DS_Store", new byte[1]);
    ImageFolder source = ImageFolder.open(folder);

    assertThat(source.labels()).containsExactly("cat", "dog");
    assertThat(IntStream.range(0, source.size()).mapToObj(source::name))
        .map(name -> folder.relativize(Path.of(name)).toString().replace('\\', '/'))
        .containsExactly("cat/x.png", "dog/a.png", "dog/b.png");
    assertThat(source.label(2)).isEqualTo(1);

    Path empty = Files.createDirectory(folder.resolve("emu"));
    assertThatThrownBy(() -> ImageFolder.open(folder))
        .hasMessage(
            "%s: found no image; remove the folder or put images of its class into it", empty);
    assertThatThrownBy(() -> ImageFolder.open(empty))
        .hasMessage(
            "%s: found no sub-folder; expected one per class, with its images inside", empty);
  }

  @Test
  void splitsEveryClassByTheSameShare() {
    ImageSource source = new Stripes(100, 1);
    ImageSplit split = ImageSplit.stratified(source, 0.2, 5);

    assertThat(split.training().size()).isEqualTo(79);
    assertThat(split.heldOut().description())
        .isEqualTo("21 images (held-out part, share 0.2, seed 5) of 100 stripes");
    assertThat(classes(split.heldOut())).containsExactly(7, 7, 7);
    assertThat(names(split.heldOut())).doesNotContainAnyElementsOf(names(split.training()));
    assertThat(names(split.heldOut()))
        .isEqualTo(names(ImageSplit.stratified(source, 0.2, 5).heldOut()))
        .isNotEqualTo(names(ImageSplit.stratified(source, 0.2, 6).heldOut()));
    assertThatThrownBy(() -> ImageSplit.stratified(source, 1, 5))
        .hasMessage("share: found 1.0; expected more than 0 and less than 1");
  }

  private static List<String> names(ImageSource source) {
    return IntStream.range(0, source.size()).mapToObj(source::name).toList();
  }

  private static int[] classes(ImageSource source) {
    int[] counts = new int[source.labels().size()];
    IntStream.range(0, source.size()).forEach(i -> counts[source.label(i)]++);
    return counts;
  }
}
