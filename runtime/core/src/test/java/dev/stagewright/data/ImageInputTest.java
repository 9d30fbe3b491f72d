package dev.stagewright.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.stagewright.network.DataFormat;
import dev.stagewright.network.InputShape;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class ImageInputTest {

  private static BufferedImage filled(int width, int height, Color color) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, color.getRGB());
      }
    }
    return image;
  }

  private static float[] read(ImageInput input, Path file) {
    float[] values = new float[input.values()];
    input.read(file, values, 0);
    return values;
  }

  /** Values of Keras' preprocess_input for one pixel of red 255, green 0, blue 51. */
  @ParameterizedTest
  @CsvSource({
    "CAFFE, -52.939, -116.779, 131.32",
    "TF, 1, -1, -0.6",
    "TORCH, 2.2489083, -2.0357143, -0.9155555",
    "NONE, 255, 0, 51"
  })
  void preprocessesLikeKeras(
      Preprocessing mode, float first, float second, float third, @TempDir Path folder)
      throws IOException {
    BufferedImage image = filled(5, 3, new Color(255, 0, 51));
    Path file = folder.resolve("red.png");
    ImageIO.write(image, "png", file.toFile());

    ImageInput input = new ImageInput(new InputShape(2, 2, 3), DataFormat.CHANNELS_LAST, mode);
    float[] fromFile = read(input, file);
    float[] fromMemory = new float[input.values()];
    input.read(image, fromMemory, 0);

    float[] expected = {
      first, second, third, first, second, third, first, second, third, first, second, third
    };
    assertThat(fromFile).containsExactly(expected, within(1e-5f));
    assertThat(fromMemory).containsExactly(fromFile);
  }

  @Test
  void layoutsHoldTheSamePixels() {
    BufferedImage image = filled(3, 2, Color.BLACK);
    image.setRGB(1, 0, 0x0A141E);
    InputShape shape = new InputShape(2, 3, 3);
    ImageInput last = new ImageInput(shape, DataFormat.CHANNELS_LAST, Preprocessing.NONE);
    ImageInput first = new ImageInput(shape, DataFormat.CHANNELS_FIRST, Preprocessing.NONE);
    float[] lastValues = new float[2 * last.values()];
    float[] firstValues = new float[2 * first.values()];
    last.read(image, lastValues, 1);
    first.read(image, firstValues, 1);

    INDArray nhwc = last.toArray(lastValues, 2);
    assertThat(nhwc.shape()).containsExactly(2, 2, 3, 3);
    assertThat(nhwc.getFloat(1, 0, 1, 0)).isEqualTo(10f);
    assertThat(nhwc.getFloat(1, 0, 1, 1)).isEqualTo(20f);
    assertThat(nhwc.getFloat(1, 0, 1, 2)).isEqualTo(30f);
    assertThat(nhwc.sumNumber().floatValue()).isEqualTo(60f);
    assertThat(first.toArray(firstValues, 2)).isEqualTo(nhwc.permute(0, 3, 1, 2).dup('c'));
  }

  @Test
  void greyBecomesColourAndColourGrey(@TempDir Path folder) throws IOException {
    BufferedImage grey = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setPixel(2, 1, new int[] {77});
    Path file = folder.resolve("grey.png");
    ImageIO.write(grey, "png", file.toFile());
    InputShape colour = new InputShape(4, 4, 3);
    float[] values =
        read(new ImageInput(colour, DataFormat.CHANNELS_LAST, Preprocessing.NONE), file);
    assertThat(Arrays.copyOfRange(values, 18, 21)).containsExactly(77f, 77f, 77f);

    float[] one = new float[1];
    new ImageInput(new InputShape(1, 1, 1), DataFormat.CHANNELS_LAST, Preprocessing.NONE)
        .read(filled(1, 1, Color.RED), one, 0);
    assertThat(one).containsExactly(76f); // 0.299 * 255
  }

  @Test
  void shrinksByAveraging() {
    BufferedImage image = filled(4, 2, Color.BLACK);
    image.setRGB(0, 0, 0xFFFFFF);
    float[] values = new float[2];
    new ImageInput(new InputShape(1, 2, 1), DataFormat.CHANNELS_LAST, Preprocessing.NONE)
        .read(image, values, 0);
    assertThat(values).containsExactly(64f, 0f); // 255 / 4, rounded
  }

  @Test
  void saysWhichFileIsNoImage(@TempDir Path folder) throws IOException {
    ImageInput input =
        new ImageInput(new InputShape(2, 2, 3), DataFormat.CHANNELS_LAST, Preprocessing.NONE);
    Path text = Files.writeString(folder.resolve("notes.jpg"), "no image");
    assertThatThrownBy(() -> read(input, text))
        .isInstanceOf(DataException.class)
        .hasMessage(
            text
                + ": found 8 bytes that are no complete image of a known kind; expected JPEG, PNG,"
                + " BMP, TIFF, WebP, GIF or PNM. Replace or remove the file");
    Path empty = Files.createFile(folder.resolve("empty.png"));
    assertThatThrownBy(() -> read(input, empty))
        .hasMessage(empty + ": found an empty file; expected an image");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "bmp", "tif", "gif"})
  void readsEveryKindAndFindsWhereOneIsCutOff(String kind, @TempDir Path folder)
      throws IOException {
    BufferedImage image = filled(60, 40, new Color(200, 30, 60));
    Path file = folder.resolve("image." + kind);
    assertThat(ImageIO.write(image, kind, file.toFile())).isTrue();
    ImageInput input =
        new ImageInput(new InputShape(1, 1, 3), DataFormat.CHANNELS_LAST, Preprocessing.NONE);
    assertThat(read(input, file)).containsExactly(new float[] {200, 30, 60}, within(2f));

    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 20));
    assertThatThrownBy(() -> read(input, file))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageMatching("(?s).*(no complete image of a known kind|is cut off).*");
  }

  @Test
  void saysThatColourPreprocessingNeedsColour() {
    assertThatThrownBy(
            () ->
                new ImageInput(
                    new InputShape(28, 28, 1), DataFormat.CHANNELS_LAST, Preprocessing.TORCH))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "preprocessing: found torch with images of 1 channel(s); it needs 3 (red, green, blue). Use tf or none");
    assertThatThrownBy(() -> Preprocessing.of("keras"))
        .hasMessage("preprocessing: found \"keras\"; expected caffe, tf, torch or none");
  }
}
