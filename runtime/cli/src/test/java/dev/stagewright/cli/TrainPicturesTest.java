package dev.stagewright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.data.ExifOrientation;
import dev.stagewright.model.TrainedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What train does with a folder's pictures. */
class TrainPicturesTest {

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void pictures() throws IOException {
    for (String name : new String[] {"black/1.pgm", "black/2.pgm", "white/1.pgm", "white/2.pgm"}) {
      Path file = folder.resolve("images").resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name.startsWith("black") ? "P2 1 1 255\n0" : "P2 1 1 255\n255");
    }
  }

  private Run train(Object... more) {
    Object[] fixed = {
      "train",
      "SmallElu",
      "--images",
      folder.resolve("images"),
      "--output",
      folder.resolve("model.zip"),
      "--epochs",
      1
    };
    return Run.of(Stream.concat(Arrays.stream(fixed), Arrays.stream(more)).toArray());
  }

  @ParameterizedTest
  @CsvSource({"--no-shuffle, APPLIED", "--ignore-orientation, IGNORED"})
  void theModelRemembersTheOrientationRule(String option, ExifOrientation rule) {
    assertThat(train(option).exitCode()).isZero();
    assertThat(TrainedModel.load(folder.resolve("model.zip")).input().orientation())
        .isEqualTo(rule);
  }

  @Test
  void idxFilesHaveNoOrientationToIgnore() throws IOException {
    Path idx = Files.writeString(folder.resolve("idx"), "");
    Run run =
        Run.of(
            "train",
            "SmallElu",
            "--images",
            idx,
            "--labels",
            idx,
            "--output",
            folder.resolve("model.zip"),
            "--ignore-orientation");

    assertThat(run.exitCode()).isNotZero();
    assertThat(run.err())
        .startsWith(
            "stagewright: --ignore-orientation: has no effect with the IDX file %s, whose images have no orientation"
                .formatted(idx));
  }

  @Test
  void filesThatAreIgnoredAreCounted() throws IOException {
    Path images = folder.resolve("images");
    Files.writeString(images.resolve("white/Thumbs.db"), "");

    assertThat(train().out())
        .startsWith(images + ": 4 images of 2 classes; 1 other file(s) ignored: .db 1");
  }

  @Test
  void allPicturesThatCannotBeReadAreNamedAtOnce() throws IOException {
    Path images = folder.resolve("images");
    Path page = Files.writeString(images.resolve("black/2.pgm"), "<html>404</html>");
    Path cut = Files.writeString(images.resolve("white/1.pgm"), "P5 9 9 255\n");

    Run train = train();
    assertThat(train.exitCode()).isEqualTo(1);
    assertThat(train.err())
        .contains(
            "found 2 images that cannot be read:",
            page + ": is not a picture: it starts with \"<html>404</html>\"",
            cut + ": is a truncated PNM picture; copy it again");
    assertThat(folder.resolve("model.zip")).doesNotExist();
  }
}
