package dev.stagewright.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DirectColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Java's images count as stored, whatever their type. */
class JavaImagesTest {

  private static final int HEIGHT = 7;
  private static final int WIDTH = 11;

  private final Random random = new Random(5);

  private static int[] read(BufferedImage image) {
    return PictureDecoderTest.values(PictureDecoder.decode(image));
  }

  private Grid noise(int channels, int max) {
    int[] values = random.ints((long) HEIGHT * WIDTH * channels, 0, max + 1).toArray();
    return new Grid(HEIGHT, WIDTH, channels, max, values);
  }

  private static BufferedImage fill(BufferedImage image, Grid samples) {
    image.getRaster().setPixels(0, 0, WIDTH, HEIGHT, samples.values());
    return image;
  }

  private static BufferedImage image(ColorModel model, Grid samples) {
    WritableRaster raster = model.createCompatibleWritableRaster(WIDTH, HEIGHT);
    return fill(new BufferedImage(model, raster, model.isAlphaPremultiplied(), null), samples);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_INT_BGR,
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_4BYTE_ABGR
      })
  void colorsCountWhateverTheirOrderAndOpacity(int type) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
    Grid samples = noise(image.getRaster().getNumBands(), 255);

    assertThat(read(fill(image, samples))).isEqualTo(samples.toRgb().values());
  }

  @ParameterizedTest
  @CsvSource({"TYPE_BYTE_GRAY, 255", "TYPE_USHORT_GRAY, 65535"})
  void grayIsNotBrightened(String type, int max) throws ReflectiveOperationException {
    int constant = BufferedImage.class.getField(type).getInt(null);
    Grid samples = noise(1, max);
    samples.values()[0] = max == 255 ? 75 : 75 * 257;

    int[] read = read(fill(new BufferedImage(WIDTH, HEIGHT, constant), samples));
    assertThat(read).startsWith(75, 75, 75).isEqualTo(samples.to8Bits().toRgb().values());
  }

  @ParameterizedTest
  @CsvSource({"TYPE_USHORT_555_RGB, 31", "TYPE_USHORT_565_RGB, 63"})
  void fewBitsAreSpread(String type, int green) throws ReflectiveOperationException {
    int constant = BufferedImage.class.getField(type).getInt(null);
    Grid samples = noise(3, 31);
    BufferedImage image = fill(new BufferedImage(WIDTH, HEIGHT, constant), samples);
    image.getRaster().setPixel(0, 0, new int[] {31, green, 0});
    image.getRaster().setPixel(1, 0, new int[] {16, green / 2, 1});

    int half = green == 31 ? 123 : 125; // 15 of 31, 31 of 63
    assertThat(read(image)).startsWith(255, 255, 0, 132, half, 8);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void palettesAreLookedUp(int bits) {
    int[] colors = random.ints(1L << bits, 0, 1 << 24).toArray();
    IndexColorModel palette =
        new IndexColorModel(bits, colors.length, colors, 0, true, 0, DataBuffer.TYPE_BYTE);
    Grid samples = noise(1, colors.length - 1);
    int[] rgb = new int[3 * colors.length];
    Arrays.setAll(rgb, i -> colors[i / 3] >> (16 - i % 3 * 8) & 0xff);

    int type = bits == 8 ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_BYTE_BINARY;
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type, palette);
    assertThat(read(fill(image, samples))).isEqualTo(samples.lookUp(rgb).values());
  }

  @Test
  void blackAndWhiteAreThemselves() {
    Grid samples = noise(1, 1);
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_BINARY);
    assertThat(read(fill(image, samples))).isEqualTo(samples.to8Bits().toRgb().values());
  }

  /** Opacity is divided out; what has none is black. */
  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_INT_ARGB_PRE, BufferedImage.TYPE_4BYTE_ABGR_PRE})
  void colorsMultipliedByOpacityAreRestored(int type) {
    BufferedImage image = new BufferedImage(4, 1, type);
    image
        .getRaster()
        .setPixels(
            0, 0, 4, 1, new int[] {9, 99, 255, 255, 20, 50, 100, 100, 1, 2, 3, 3, 0, 0, 0, 0});

    assertThat(read(image)).containsExactly(9, 99, 255, 51, 128, 255, 85, 170, 255, 0, 0, 0);
  }

  @ParameterizedTest
  @CsvSource({"CS_sRGB, 4", "CS_LINEAR_RGB, 4", "CS_GRAY, 2"})
  void upperBitsCountInEveryColorSpace(String space, int channels)
      throws ReflectiveOperationException {
    ColorSpace colors = ColorSpace.getInstance(ColorSpace.class.getField(space).getInt(null));
    Grid samples = noise(channels, 65535);
    ColorModel model =
        new ComponentColorModel(
            colors, true, false, Transparency.TRANSLUCENT, DataBuffer.TYPE_USHORT);

    assertThat(read(image(model, samples))).isEqualTo(samples.to8Bits().toRgb().values());
  }

  @Test
  void oddBitsAndMasksCountAsTheModelSays() {
    ColorModel wide = new DirectColorModel(30, 0x3ff00000, 0xffc00, 0x3ff);
    Grid samples = noise(3, 1023);
    assertThat(read(image(wide, samples)))
        .isEqualTo(samples.map(255, value -> value >> 2).values());

    ColorModel narrow =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_GRAY),
            new int[] {4},
            false,
            false,
            Transparency.OPAQUE,
            DataBuffer.TYPE_BYTE);
    Grid few = noise(1, 15);
    assertThat(read(image(narrow, few))).isEqualTo(few.to8Bits().toRgb().values());
  }

  @Test
  void floatingPointValuesGoFrom0To1() {
    ColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_GRAY),
            false,
            false,
            Transparency.OPAQUE,
            DataBuffer.TYPE_FLOAT);
    WritableRaster raster = model.createCompatibleWritableRaster(4, 1);
    raster.setPixels(0, 0, 4, 1, new float[] {0, 75 / 255f, 1, 7});

    assertThat(read(new BufferedImage(model, raster, false, null)))
        .containsExactly(0, 0, 0, 75, 75, 75, 255, 255, 255, 255, 255, 255);
  }

  /** A model of another class says itself what samples mean: here the reverse. */
  @Test
  void colorModelsOfOtherClassesAreAsked() {
    IntUnaryOperator reverse = value -> 255 - value;
    Grid samples = noise(3, 255);
    ColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            false,
            false,
            Transparency.OPAQUE,
            DataBuffer.TYPE_BYTE) {
          @Override
          public int getRGB(Object pixel) {
            return ~super.getRGB(pixel);
          }
        };

    assertThat(read(image(model, samples))).isEqualTo(samples.map(255, reverse).values());
  }

  @Test
  void partsOfAnImageAreThemselves() {
    BufferedImage whole = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    fill(whole, noise(1, 255));
    BufferedImage part = whole.getSubimage(3, 2, 5, 4);
    int[] samples = part.getRaster().getPixels(0, 0, 5, 4, (int[]) null);

    assertThat(read(part)).isEqualTo(new Grid(4, 5, 1, 255, samples).toRgb().values());
  }
}
