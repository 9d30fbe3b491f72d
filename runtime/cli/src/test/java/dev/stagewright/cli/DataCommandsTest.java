package dev.stagewright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.model.TrainedModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From pictures and tables to a model, by command. */
class DataCommandsTest {

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void pictures() throws IOException {
    Material.paint(folder.resolve("parts/train/blue"), 0x2040e0);
    Material.paint(folder.resolve("parts/train/red"), 0xe03020);
    Material.paint(folder.resolve("parts/test/red"), 0xc03020);
  }

  @Test
  void givenFoldersAreTrainedOnAndEvaluatedByPart() {
    Path parts = folder.resolve("parts");
    Path model = folder.resolve("m.zip");

    Run train =
        Run.of(
            "train", "SmallElu", "--images", parts, "--validation-share", 0.25, "--output", model);
    Run evaluate = Run.of("evaluate", "--model", model, "--images", parts);
    Run refused =
        Run.of("train", "SmallElu", "--images", parts, "--test-share", 0.2, "--output", model);

    assertThat(train.err()).isEmpty();
    assertThat(TrainedModel.load(model).provenance().toString())
        .contains("6 images (train part) of 8 images (train part) of ", "; validation on 2 images");
    assertThat(evaluate.out()).startsWith("4 images (test part) of " + parts);
    assertThat(refused.err())
        .isEqualTo(
            "stagewright: --test-share: has no effect with images that come in parts%n"
                .formatted());
  }

  @Test
  void aTableMayBeInThePicturesArchive() throws IOException {
    Path zip = folder.resolve("competition.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (String name : new String[] {"a", "b", "c", "d"}) {
        out.putNextEntry(new ZipEntry("pictures/" + name + ".png"));
        out.write(Files.readAllBytes(folder.resolve("parts/train/red/0.png")));
      }
      out.putNextEntry(new ZipEntry("train.csv"));
      out.write("id,weight\na,1.5\nb,2\nc,-1\nd,0\n".getBytes(StandardCharsets.UTF_8));
    }
    Path sheet = folder.resolve("sheet.png");

    Run run =
        Run.of(
            "data",
            "preview",
            "--images",
            zip,
            "--table",
            "train.csv",
            "--task",
            "regression",
            "--output",
            sheet);

    assertThat(run)
        .isEqualTo(
            new Run(
                0,
                "%s!/train.csv (pictures in %s): 4 images with targets (weight)%nSaved %s%n"
                    .formatted(zip, zip, sheet),
                ""));
    assertThat(ImageIO.read(sheet.toFile()).getWidth()).isEqualTo(4 * (224 + 8) + 8);
  }

  @Test
  void aSplitIsWrittenOnceAndReadByAll() throws IOException {
    Path images = folder.resolve("parts/train");
    Path split = folder.resolve("split.csv");

    Run made =
        Run.of(
            "data",
            "split",
            "--images",
            images,
            "--test-share",
            0.25,
            "--folds",
            3,
            "--output",
            split);
    Run check = Run.of("data", "check", "--images", images, "--split", split);

    assertThat(made.out()).contains("train        6", "test         2", "folds        3");
    assertThat(Files.readAllLines(split)).hasSize(9).startsWith("path,part,fold");
    assertThat(check.exitCode()).isZero();
    assertThat(check.out().lines())
        .contains("class  test  train", "blue      1      3", "red       1      3");
  }
}
