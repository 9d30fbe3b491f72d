package dev.stagewright.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.stagewright.network.DataFormat;
import dev.stagewright.network.InputShape;
import dev.stagewright.pictures.Grid;
import dev.stagewright.pictures.Resize;
import dev.stagewright.pictures.Sample;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
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
  void colorBecomesGray() {
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

  static Stream<String> kinds() {
    return Sample.kinds().keySet().stream();
  }

  /** The ways in, and the rule for EXIF's orientation: applied, or not. */
  @ParameterizedTest
  @MethodSource("kinds")
  void everyWayInGivesTheSame(String kind, @TempDir Path folder) throws Exception {
    Sample sample =
        Objects.requireNonNull(Sample.kinds().get(kind)).make(new Random(kind.hashCode()));
    ImageInput upright =
        new ImageInput(new InputShape(5, 6, 3), DataFormat.CHANNELS_FIRST, Preprocessing.CAFFE);
    ImageInput asStored = upright.withOrientation(ExifOrientation.IGNORED);

    assertSameByEveryWay(upright, sample, sample.upright(), folder.resolve("upright"));
    assertSameByEveryWay(asStored, sample, sample.stored(), folder.resolve("stored"));
  }

  private static void assertSameByEveryWay(ImageInput input, Sample sample, Grid seen, Path folder)
      throws IOException {
    Path file = Files.createDirectories(folder.resolve("class")).resolve("picture");
    Files.write(file, sample.file());
    float[] expected = new float[2 * input.values()];
    input.read(javaImage(seen), expected, 1);

    float[][] found = new float[4][expected.length];
    input.read(file, found[0], 1);
    input.read(sample.file(), found[1], 1);
    input.read(new ByteArrayInputStream(sample.file()), found[2], 1);
    input.read(ImageFolder.open(folder), 0, found[3], 1);
    assertThat(found[0]).containsExactly(expected, within((float) sample.tolerance()));
    assertThat(found).isDeepEqualTo(new float[][] {found[0], found[0], found[0], found[0]});
  }

  private static BufferedImage javaImage(Grid grid) {
    BufferedImage image =
        new BufferedImage(grid.width(), grid.height(), BufferedImage.TYPE_INT_RGB);
    image.getRaster().setPixels(0, 0, grid.width(), grid.height(), grid.values());
    return image;
  }

  @Test
  void transformsComeBeforeTheResize() {
    BufferedImage image = filled(4, 2, Color.BLACK);
    image.setRGB(0, 0, 0xFFFFFF);
    ImageInput input =
        new ImageInput(new InputShape(2, 2, 1), DataFormat.CHANNELS_LAST, Preprocessing.NONE);
    FloatBuffer values = FloatBuffer.allocate(4);

    input.read(NamedPicture.of(image).with(List.of(new Resize(1, 1))), values);

    assertThat(values.array()).containsOnly(32f); // 255 / 8, rounded
  }

  @Test
  void namesWhatCannotBeRead(@TempDir Path folder) throws IOException {
    ImageInput input =
        new ImageInput(new InputShape(2, 2, 3), DataFormat.CHANNELS_LAST, Preprocessing.NONE);
    Path text = Files.writeString(folder.resolve("notes.jpg"), "no image");
    String fault =
        ": is not a picture: it starts with \"no image\"; expected JPEG, PNG, BMP, TIFF, WebP, GIF"
            + " or PNM. Replace or remove the file";
    assertThatThrownBy(() -> read(input, text))
        .isInstanceOf(DataException.class)
        .hasMessage(text + fault);
    byte[] bytes = Files.readAllBytes(text);
    float[] into = new float[input.values()];
    assertThatThrownBy(() -> input.read(bytes, into, 0)).hasMessage("the array" + fault);
    assertThatThrownBy(() -> input.read(new ByteArrayInputStream(bytes), into, 0))
        .hasMessage("the stream" + fault);
    Path nothing = folder.resolve("nothing.png");
    assertThatThrownBy(() -> read(input, nothing))
        .hasMessage(nothing + ": cannot be read: java.nio.file.NoSuchFileException: " + nothing);
  }

  @Test
  void saysWhichChannelsPicturesHave() {
    ImageInput input =
        new ImageInput(new InputShape(2, 2, 4), DataFormat.CHANNELS_LAST, Preprocessing.TF);
    assertThatThrownBy(() -> input.read(filled(1, 1, Color.RED), new float[16], 0))
        .hasMessage("inputShape: found 2 x 2 x 4; images have 1 channel (gray) or 3 (color)");
  }

  @Test
  void saysThatColorPreprocessingNeedsColor() {
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
