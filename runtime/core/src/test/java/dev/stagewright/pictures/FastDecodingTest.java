package dev.stagewright.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JPEGs, and only they, are decoded smaller as far as the least side allows. */
class FastDecodingTest {

  private static byte[] picture(String format, int type) throws IOException {
    BufferedImage image = new BufferedImage(642, 483, type);
    for (int y = 0; y < 483; y++) {
      for (int x = 0; x < 642; x++) {
        image.setRGB(x, y, (x * 255 / 642) << 16 | (y * 255 / 483) << 8 | (x + y) * 255 / 1125);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, format, out);
    return out.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({
    "jpeg, TYPE_INT_RGB, 0, 483, 642",
    "jpeg, TYPE_INT_RGB, 242, 483, 642",
    "jpeg, TYPE_INT_RGB, 241, 242, 321",
    "jpeg, TYPE_INT_RGB, 121, 242, 321",
    "jpeg, TYPE_INT_RGB, 120, 121, 161",
    "jpeg, TYPE_INT_RGB, 60, 61, 81",
    "jpeg, TYPE_INT_RGB, 1, 61, 81",
    "jpeg, TYPE_BYTE_GRAY, 60, 61, 81",
    "png, TYPE_INT_RGB, 60, 483, 642",
  })
  void sidesStayLongEnough(String format, String type, int leastSide, int height, int width)
      throws Exception {
    int constant = BufferedImage.class.getField(type).getInt(null);
    byte[] file = picture(format, constant);
    try (Picture whole = PictureDecoder.decode(file);
        Picture found = PictureDecoder.decode(file, new DecodeOptions(null, leastSide))) {
      assertThat(new int[] {found.height(), found.width()}).containsExactly(height, width);
      assertThat(found.channels()).isEqualTo(whole.channels());
      new Resize(20, 20).applyTo(whole);
      new Resize(20, 20).applyTo(found);
      byte[] expected = whole.values();
      byte[] values = found.values();
      for (int i = 0; i < values.length; i++) {
        assertThat(values[i] & 0xff).isBetween((expected[i] & 0xff) - 6, (expected[i] & 0xff) + 6);
      }
    }
  }
}
