package dev.stagewright.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageSplitTest {

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

  /** Descriptions go into models' files. */
  @Test
  void descriptionsAreTheSameInEveryLocale(@TempDir Path folder) throws IOException {
    for (String name : List.of("a/1.pgm", "a/2.pgm", "b/1.pgm", "b/2.pgm", "b/notes.txt")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "P2 1 1 255\n0");
    }
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertThat(ImageSplit.stratified(ImageFolder.open(folder), 0.5, 20).heldOut().description())
          .isEqualTo(
              "2 images (held-out part, share 0.5, seed 20) of "
                  + folder
                  + ": 4 images of 2 classes; 1 other file(s) ignored: .txt 1");
    } finally {
      Locale.setDefault(before);
    }
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
