package dev.stagewright.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.data.ImageFolder;
import dev.stagewright.reporting.EncodedPicture;
import dev.stagewright.reporting.HeatMap;
import dev.stagewright.reporting.Mistake;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pictures of a report. */
class PicturesTest {

  private final Path folder;

  PicturesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static BufferedImage decode(EncodedPicture picture) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture.bytes()));
    assertThat(List.of(image.getWidth(), image.getHeight()))
        .containsExactly(picture.width(), picture.height());
    return image;
  }

  private void paint(String name, int width, int height, int color) throws IOException {
    Path file = folder.resolve("images").resolve(name);
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, color);
    }
    ImageIO.write(image, "png", file.toFile());
  }

  /** The surest first, found by their paths; large ones are made small. */
  @Test
  void theWorstMistakesAreFound() throws IOException {
    paint("cat/1.png", 30, 20, 0x2040e0);
    paint("cat/2.png", 640, 320, 0xe03020);
    paint("dog/1.png", 30, 20, 0x20e040);
    Files.writeString(
        folder.resolve("predictions.csv"),
        """
        path,truth,label,probability,error
        cat/1.png,cat,dog,0.6,
        cat/2.png,cat,dog,0.9,
        dog/1.png,dog,dog,0.99,
        dog/elsewhere.png,dog,cat,1,
        """);
    HeatMap heat =
        (image, label) -> label == 1 && image == 0 ? new float[][] {{0, 1}} : new float[0][];

    List<Mistake> mistakes =
        new HtmlReports().mistakes(folder, ImageFolder.open(folder.resolve("images")), heat);

    assertThat(mistakes).extracting(Mistake::path).containsExactly("cat/2.png", "cat/1.png");
    BufferedImage large = decode(mistakes.get(0).picture());
    assertThat(List.of(large.getWidth(), large.getHeight())).containsExactly(160, 80);
    assertThat(mistakes.get(0).picture().mediaType()).isEqualTo("image/jpeg");
    assertThat(mistakes.get(0).heat()).isNull();
    assertThat(decode(mistakes.get(1).picture()).getRGB(5, 5)).isEqualTo(0xff2040e0);
    BufferedImage map = decode(Objects.requireNonNull(mistakes.get(1).heat()));
    assertThat(map.getRGB(0, 0) >> 16 & 0xff).as("red where nothing spoke").isEqualTo(40);
    assertThat(map.getRGB(29, 19) >> 16 & 0xff).as("red where all spoke").isEqualTo(201);
  }

  /** Two rows of three gray pictures; a pixel is 28 pixels large, the gap 2. */
  @Test
  void aBatchIsLaidOutFromItsLeastToItsGreatestValue() throws IOException {
    float[] values = new float[36 * 2 * 2];
    values[0] = -1;
    values[35 * 4 + 3] = 3;

    BufferedImage sheet = decode(new HtmlReports().sheet(values, 2, 2, 1));

    assertThat(List.of(sheet.getWidth(), sheet.getHeight()))
        .containsExactly(17 * 58 - 2, 2 * 58 - 2);
    assertThat(sheet.getRGB(27, 27)).isEqualTo(0xff000000);
    assertThat(sheet.getRGB(28, 28)).isEqualTo(0xff404040);
    assertThat(sheet.getRGB(56, 0)).as("gap").isEqualTo(0xff000000);
  }
}
