package dev.stagewright.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How far from Pillow's and OpenCV's our reading of pictures is, where that is a matter of choice.
 */
class ElsewhereTest {

  /** The largest difference of a value; see {@code elsewhere/make_elsewhere.py}. */
  @ParameterizedTest
  @CsvSource({
    "exif1.jpg, 0, 0",
    "exif2.jpg, 0, 0",
    "exif3.jpg, 0, 0",
    "exif4.jpg, 0, 0",
    "exif5.jpg, 0, 0",
    "exif6.jpg, 0, 0",
    "exif7.jpg, 0, 0",
    "exif8.jpg, 0, 0",
    "cmyk.jpg, 1, 0",
    "cmyk.tif, 0, 0",
    "gray16.png, 249, 0",
    "color16.png, 0, 0",
    "gray16.tif, 249, 0",
    "color16.tif, 0, 1",
  })
  void theDifferenceIsAsDocumented(String file, int pillow, int opencv) throws IOException {
    JsonObject told = told(file);
    try (Picture picture = PictureDecoder.decode(Fixtures.bytes("elsewhere/" + file)).upright()) {
      assertThat(picture.height()).isEqualTo(told.get("height").getAsInt());
      assertThat(picture.width()).isEqualTo(told.get("width").getAsInt());
      int[] values = PictureDecoderTest.values(picture);
      assertThat(farthest(values, told.get("pillow"))).as("from Pillow's").isEqualTo(pillow);
      assertThat(farthest(values, told.get("opencv"))).as("from OpenCV's").isEqualTo(opencv);
    }
  }

  private static JsonObject told(String file) throws IOException {
    String json = new String(Fixtures.bytes("elsewhere/elsewhere.json"), StandardCharsets.UTF_8);
    return StreamSupport.stream(JsonParser.parseString(json).getAsJsonArray().spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .filter(each -> each.get("file").getAsString().equals(file))
        .findFirst()
        .orElseThrow();
  }

  private static int farthest(int[] values, JsonElement others) {
    int[] other =
        others.getAsJsonArray().asList().stream().mapToInt(JsonElement::getAsInt).toArray();
    assertThat(other).hasSameSizeAs(values);
    return IntStream.range(0, values.length)
        .map(i -> Math.abs(values[i] - other[i]))
        .max()
        .orElseThrow();
  }
}
