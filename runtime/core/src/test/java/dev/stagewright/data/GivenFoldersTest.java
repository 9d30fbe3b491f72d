package dev.stagewright.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagewright.storage.Archives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GivenFoldersTest {

  @TempDir private Path folder = Path.of("");

  private Path write(String... names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, Archives.content(name));
    }
    return folder;
  }

  private static List<String> paths(ImageSource source) {
    return IntStream.range(0, source.size()).mapToObj(source::path).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"val", "valid", "Validation"})
  void partsAreRecognized(String validation) throws IOException {
    write("train/cat/1.jpg", "train/dog/2.jpg", validation + "/dog/1.jpg", "test/cat/1.jpg");
    write("README.md");
    SplitImages given = GivenFolders.find(folder).orElseThrow();

    assertThat(given.images().labels()).containsExactly("cat", "dog");
    assertThat(paths(given.part(Part.TRAIN).orElseThrow()))
        .containsExactly("train/cat/1.jpg", "train/dog/2.jpg");
    ImageSource held = given.part(Part.VALIDATION).orElseThrow();
    assertThat(paths(held)).containsExactly(validation + "/dog/1.jpg");
    assertThat(held.label(0)).isEqualTo(1);
    assertThat(held.index(0)).isEqualTo(2);
    assertThat(given.part(Part.TEST).orElseThrow().description())
        .isEqualTo(
            "1 images (test part) of %s: 4 images of 2 classes; 1 other file(s) ignored: .md 1",
            folder);
  }

  @Test
  void partsAreRecognizedInAnArchiveWithAFolderAround() throws IOException {
    Path zip = Archives.write(folder.resolve("x.zip"), "set/train/a/1.jpg", "set/test/a/1.jpg");
    SplitImages given = GivenFolders.find(zip).orElseThrow();

    assertThat(given.part(Part.VALIDATION)).isEmpty();
    assertThat(paths(given.part(Part.TEST).orElseThrow())).containsExactly("set/test/a/1.jpg");
  }

  @Test
  void classesAreNoParts() throws IOException {
    write("train/1.jpg", "test/2.jpg");
    assertThat(GivenFolders.find(folder)).isEmpty();
    assertThat(ImageFolder.open(folder).labels()).containsExactly("test", "train");
    write("bus/3.jpg");
    assertThat(GivenFolders.find(folder)).isEmpty();
  }

  @Test
  void partsThatDoNotFitAreNamed() throws IOException {
    write("train/cat/1.jpg", "val/emu/2.jpg");
    assertThatThrownBy(() -> GivenFolders.find(folder))
        .hasMessage(
            "%s: found the class(es) emu, which the folder to train on lacks; it has cat",
            folder.resolve("val"));
    Files.delete(folder.resolve("val/emu/2.jpg"));
    Files.delete(folder.resolve("val/emu"));
    write("val/2.jpg");
    assertThatThrownBy(() -> GivenFolders.find(folder))
        .hasMessage(
            "%s: found no folders of classes, as %s has; move it elsewhere, and predict its pictures separately",
            folder.resolve("val"), folder.resolve("train"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.zip", "x.tar", "x.tar.gz"})
  void aFolderPerClassMayBeInAnArchive(String name) throws IOException {
    Path archive =
        Archives.write(folder.resolve(name), "10/a.jpg", "2/b.jpg", "2/notes.txt", "x/c.jpg");
    ImageFolder images = ImageFolder.open(archive);

    assertThat(images.labels()).containsExactly("2", "10", "x");
    assertThat(paths(images)).containsExactly("2/b.jpg", "10/a.jpg", "x/c.jpg");
    assertThat(images.description())
        .isEqualTo(archive + ": 3 images of 3 classes; 1 other file(s) ignored: .txt 1");
    assertThat(ImageCheck.faults(images, Preflight.WHOLE)).isEmpty();
  }

  @Test
  void flatFoldersHavePicturesWithoutLabels() throws IOException {
    write("b.jpg", "more/a.jpg", "notes.txt", ".hidden/c.jpg");
    FlatImages images = FlatImages.open(folder);

    assertThat(paths(images)).containsExactly("b.jpg", "more/a.jpg");
    assertThat(images.description()).isEqualTo(folder + ": 2 images without labels");
    assertThatThrownBy(() -> images.label(0))
        .hasMessage(
            folder.resolve("b.jpg") + ": has no class; give a folder per class, or a table");
  }
}
