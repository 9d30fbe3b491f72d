package dev.stagewright.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFilesTest {

  @TempDir private Path folder = Path.of("");

  private Path write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  @Test
  void picturesOfAFolderAndThoseInsideAreListedInOrder() throws IOException {
    Path deep = write("b/c/2.PNG", "");
    Path upper = write("1.jpg", "");
    Path unnamed = write("b/picture", "P5 1 1 255\n7");
    write("b/notes.txt", "");
    write("b/LICENSE", "x");
    write(".thumbnails/1.jpg", "");
    write("b/._2.png", "");

    assertThat(PictureFiles.in(folder)).containsExactly(upper, deep, unnamed);
  }

  @Test
  void aFolderWithoutPicturesIsAFault() throws IOException {
    Path file = write("notes.txt", "");

    assertThatThrownBy(() -> PictureFiles.in(folder))
        .isInstanceOf(DataException.class)
        .hasMessage(
            folder + ": found no picture; expected JPEG, PNG, BMP, TIFF, WebP, GIF or PNM files");
    assertThatThrownBy(() -> PictureFiles.in(file))
        .hasMessage(file + ": is not a folder; expected one with pictures");
  }
}
