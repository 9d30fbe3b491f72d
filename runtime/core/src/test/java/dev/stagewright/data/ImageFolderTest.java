package dev.stagewright.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {

  private static final byte[] PICTURE = "P5 1 1 255\n7".getBytes(StandardCharsets.US_ASCII);

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void twoClasses() throws IOException {
    write("dog/b.PNG", PICTURE);
    write("dog/a.jpg", PICTURE);
    write("cat/x.png", PICTURE);
  }

  private Path write(String name, byte... bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  private List<String> names(ImageFolder source) {
    return IntStream.range(0, source.size())
        .mapToObj(i -> folder.relativize(Path.of(source.name(i))).toString().replace('\\', '/'))
        .toList();
  }

  @Test
  void classesAndFilesAreInAlphabeticalOrder() {
    ImageFolder source = ImageFolder.open(folder);

    assertThat(source.labels()).containsExactly("cat", "dog");
    assertThat(names(source)).containsExactly("cat/x.png", "dog/a.jpg", "dog/b.PNG");
    assertThat(source.label(2)).isEqualTo(1);
    assertThat(source.description()).isEqualTo(folder + ": 3 images of 2 classes");
  }

  /** A picture's name need not have a suffix, but what has another one is not looked at. */
  @Test
  void otherFilesAreIgnoredAndCounted() throws IOException {
    write("cat/Thumbs.db", PICTURE);
    write("cat/desktop.ini", (byte) 1);
    write("cat/notes.txt", (byte) 1);
    write("dog/notes.TXT");
    write("dog/.DS_Store", PICTURE);
    write("dog/._a.jpg", PICTURE);
    write("dog/LICENSE", (byte) 1);
    write("dog/picture", PICTURE);
    write("labels.csv", (byte) 1);
    write(".git/config", (byte) 1);
    ImageFolder source = ImageFolder.open(folder);

    assertThat(names(source)).containsExactly("cat/x.png", "dog/a.jpg", "dog/b.PNG", "dog/picture");
    assertThat(source.description())
        .startsWith(folder + ": 4 images of 2 classes; 8 other file(s) ignored: .txt 2, ")
        .endsWith(", ...");
  }

  @Test
  void saysWhatIsNotAFolderOfClasses() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("emu"));
    write("emu/Thumbs.db");
    assertThatThrownBy(() -> ImageFolder.open(folder))
        .hasMessage(
            "%s: found no image; remove the folder or put images of its class into it", empty);
    assertThatThrownBy(() -> ImageFolder.open(empty))
        .hasMessage(
            "%s: found no sub-folder; expected one per class, with its images inside", empty);
    Path flat = folder.resolve("cat");
    assertThatThrownBy(() -> ImageFolder.open(flat))
        .hasMessage(
            "%s: found no sub-folder; expected one per class, with its images inside, or a table of"
                + " labels (--table)",
            flat);
    Path file = folder.resolve("cat/x.png");
    assertThatThrownBy(() -> ImageFolder.open(file))
        .hasMessage(
            "%s: is not a folder; expected one that has a sub-folder of images per class", file);
    write("cat/more/x.png", PICTURE);
    assertThatThrownBy(() -> ImageFolder.open(folder))
        .hasMessage(
            "%s: found a folder inside a class's folder; expected images only",
            folder.resolve("cat/more"));
  }

  @Test
  void faultsNameTheFile() throws IOException {
    Path page = write("cat/a.webp", "<html>".getBytes(StandardCharsets.US_ASCII));
    Path photo = write("cat/b.heic", "\0\0\0\30ftypheic".getBytes(StandardCharsets.US_ASCII));
    Path lost = Files.createSymbolicLink(folder.resolve("cat/c.gif"), Path.of("nowhere"));
    ImageFolder source = ImageFolder.open(folder);

    String read = "; expected JPEG, PNG, BMP, TIFF, WebP, GIF or PNM. ";
    assertThat(IntStream.range(0, source.size()).mapToObj(i -> source.fault(i, Preflight.HEADERS)))
        .containsExactly(
            page
                + ": is not a picture: it starts with \"<html>\""
                + read
                + "Replace or remove the file",
            photo + ": is a HEIC picture" + read + "Convert or remove it",
            lost + ": cannot be read: java.nio.file.NoSuchFileException: " + lost,
            null,
            null,
            null);
  }

  /** Prints a folder's labels and the sum of its images' values, or what is wrong with it. */
  static final class Listing {
    public static void main(String[] arguments) {
      try {
        ImageFolder source = ImageFolder.open(Path.of(arguments[0]));
        assertThat(
                IntStream.range(0, source.size()).mapToObj(i -> source.fault(i, Preflight.HEADERS)))
            .containsOnlyNulls();
        System.out.print(source.labels() + " of " + source.size());
      } catch (DataException e) {
        System.out.print(e.getMessage());
      }
    }
  }

  /** The names are made by a shell, since this process may not be able to name them. */
  private String listingUnder(String locale, String... names) throws Exception {
    for (String name : names) {
      String script =
          "f=$(printf \"$2\"); mkdir -p \"$(dirname \"$1/$f\")\"; cp \"$1/cat/x.png\" \"$1/$f\"";
      new ProcessBuilder("sh", "-c", script, "sh", folder.toString(), name).start().waitFor();
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder child =
        new ProcessBuilder(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                Listing.class.getName(),
                folder.toString())
            .redirectErrorStream(true);
    child.environment().put("LC_ALL", locale);
    Process process = child.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return output.replace(folder.toString(), "FOLDER");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void filesMayHaveAnyNameInEveryLocale() throws Exception {
    assertThat(listingUnder("C", "cat/b\\303\\244r.png", "cat/\\344.png"))
        .isEqualTo("[cat, dog] of 5");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void classesThatTheLocaleCannotReadAreAFault() throws Exception {
    assertThat(listingUnder("C", "gr\\303\\266n/x.png", "gr\\303\\274n/x.png"))
        .matches(
            "FOLDER/gr..?n: the folder's name has characters that Java cannot read in this locale"
                + " \\(encoding ANSI_X3\\.4-1968\\), so that its class has no name; set"
                + " LC_ALL=C\\.UTF-8");
    assertThat(listingUnder("C.UTF-8")).isEqualTo("[cat, dog, gr\u00f6n, gr\u00fcn] of 5");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void classesWhoseNamesAreNotUtf8AreAFault() throws Exception {
    assertThat(listingUnder("C.UTF-8", "gr\\366n/x.png"))
        .isEqualTo(
            "FOLDER/gr\ufffdn: the folder's name is not valid UTF-8, so that its class has no name;"
                + " rename it");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void classesThatLookAlikeAreAFault() throws Exception {
    assertThat(listingUnder("C.UTF-8", "gr\\303\\274n/x.png", "gru\\314\\210n/x.png"))
        .isEqualTo(
            "FOLDER/gr\u00fcn: found two folders of this name, whose accents are encoded"
                + " differently; merge or rename them");
  }
}
