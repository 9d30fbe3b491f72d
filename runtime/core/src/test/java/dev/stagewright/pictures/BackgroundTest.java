package dev.stagewright.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transparent pictures are put on a background as Pillow does it. */
class BackgroundTest {

  private static final DecodeOptions ORANGE = new DecodeOptions(Background.of("#FF8040"), 0);

  private static byte[] bytes(String name) throws IOException {
    try (var in = BackgroundTest.class.getResourceAsStream("backgrounds/" + name)) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rgba.png",
        "rgba.webp",
        "rgba.tif",
        "gray_alpha.png",
        "palette.png",
        "palette.gif",
        "opaque.png",
        "key_color.png",
        "key_gray.png"
      })
  void isAsPillows(String name) throws IOException {
    try (Picture found = PictureDecoder.decode(bytes(name), ORANGE);
        Picture expected = PictureDecoder.decode(bytes(name + ".ppm"))) {
      byte[] values = found.toChannels(3).values();
      byte[] pillows = expected.values();
      assertThat(values).hasSameSizeAs(pillows);
      for (int i = 0; i < values.length; i++) {
        assertThat(values[i] & 0xff).isBetween((pillows[i] & 0xff) - 1, (pillows[i] & 0xff) + 1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "#fff", "#12345g", "ff8040", "transparent"})
  void otherTextsAreRefused(String text) {
    assertThatThrownBy(() -> Background.of(text))
        .isInstanceOf(PictureException.class)
        .hasMessage(
            "background: found \"%s\"; expected white, black or a color such as #ffe0d0", text);
  }
}
