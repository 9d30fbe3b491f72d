package dev.stagewright.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataReportTest {

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void pictures() throws IOException {
    write("cat/1.pgm", "P2 1 1 255\n1");
    write("cat/2.pgm", "P2 2 1 255\n1 2");
    write("cat/3.pgm", "P2 2 1 255\n1 2");
    write("dog/1.ppm", "P3 1 3 255\n1 2 3 4 5 6 7 8 9");
    write("dog/2.pgm", "P2 1 1 255\n1");
    write("dog/3.pgm", "P5 9 9 255\nx");
    write("emu/1.pgm", "P2 1 1 255\n9");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, text.getBytes(StandardCharsets.US_ASCII));
  }

  private String name(String path) {
    return folder.resolve(path).toString();
  }

  @Test
  void tellsWhatImagesAreLikeAndWhatIsWrong() {
    ImageFolder images = ImageFolder.open(folder);
    DataReport report = DataReport.of(images, null);

    assertThat(report.images()).isEqualTo(7);
    assertThat(report.classes())
        .containsExactly(
            Map.entry("cat", Map.of("all", 3)),
            Map.entry("dog", Map.of("all", 3)),
            Map.entry("emu", Map.of("all", 1)));
    assertThat(report.kinds()).containsExactly(Map.entry("PNM color", 1), Map.entry("PNM gray", 5));
    assertThat(report.sizes()).containsExactly("1 x 1", "1 x 2", "3 x 1");
    assertThat(report.broken())
        .containsExactly(name("dog/3.pgm") + ": is a truncated PNM picture; copy it again");
    assertThat(report.duplicates()).containsExactly(name("cat/2.pgm") + ", " + name("cat/3.pgm"));
    assertThat(report.conflicts())
        .containsExactly("in two classes: " + name("cat/1.pgm") + ", " + name("dog/2.pgm"));
    assertThat(report.tooSmall()).isEmpty();
    assertThat(report.hasFaults()).isTrue();
  }

  @Test
  void partsAreComparedToo() {
    ImageFolder images = ImageFolder.open(folder);
    Split split =
        Split.of(
            Map.of(
                "cat/1.pgm", new Split.Place(Part.TRAIN, Split.NO_FOLD),
                "cat/2.pgm", new Split.Place(Part.TRAIN, Split.NO_FOLD),
                "cat/3.pgm", new Split.Place(Part.TEST, Split.NO_FOLD),
                "dog/1.ppm", new Split.Place(Part.TEST, Split.NO_FOLD),
                "dog/2.pgm", new Split.Place(Part.TRAIN, Split.NO_FOLD),
                "dog/3.pgm", new Split.Place(Part.TRAIN, Split.NO_FOLD),
                "emu/1.pgm", new Split.Place(Part.TRAIN, Split.NO_FOLD)));
    DataReport report = DataReport.of(images, split);

    assertThat(report.classes().get("cat"))
        .containsExactly(Map.entry("test", 1), Map.entry("train", 2));
    assertThat(report.conflicts())
        .containsExactly(
            "in two classes: " + name("cat/1.pgm") + ", " + name("dog/2.pgm"),
            "in two parts: " + name("cat/2.pgm") + " (train), " + name("cat/3.pgm") + " (test)");
    assertThat(report.tooSmall()).containsExactly("emu: 1 image(s), none in the part(s) test");
  }

  @Test
  void badImagesAreFoundOnce() throws IOException {
    ImageFolder images = ImageFolder.open(folder);
    ImageSource checked = CheckedImages.of(images, Preflight.WHOLE, BadImages.SKIP);
    String reason = name("dog/3.pgm") + ": is a truncated PNM picture; copy it again";
    assertThatThrownBy(() -> CheckedImages.of(images, Preflight.WHOLE, BadImages.FAIL))
        .hasMessage(reason);
    Files.delete(folder.resolve("dog/3.pgm"));

    assertThat(ImageCheck.faults(checked, Preflight.WHOLE)).containsExactly(Map.entry(5, reason));
  }

  /** A header and an end that are right say nothing of what is between. */
  @Test
  void headersShowLessThanTheWhole() throws IOException {
    byte[] segments =
        "\u00ff\u00d8\u00ff\u00c0\0\u000b\b\0\1\0\1\1\1\u0011\0\u00ff\u00da\0\b\1\1\0\0?\0x\u00ff\u00fe\u00ff\u00ffx\u00ff\u00d9"
            .getBytes(StandardCharsets.ISO_8859_1);
    Files.write(folder.resolve("cat/4.jpg"), segments);
    ImageFolder images = ImageFolder.open(folder);

    assertThat(images.fault(3, Preflight.HEADERS)).isNull();
    assertThat(images.fault(3, Preflight.WHOLE))
        .isEqualTo(name("cat/4.jpg") + ": is a truncated JPEG picture; copy it again");
    assertThat(List.of(images.path(3))).containsExactly("cat/4.jpg");
  }
}
