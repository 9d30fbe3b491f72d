package dev.stagewright.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.stream.IntStream;

/** Pictures that scripts stored as JSON: bytes of [height, width, 3] in base64. */
public final class StoredPicture {

  private StoredPicture() {}

  /** Reads a resource. */
  public static <T> T json(String resource, Class<T> type) {
    try (InputStream in = StoredPicture.class.getResourceAsStream(resource);
        Reader reader = new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8)) {
      return new Gson().fromJson(reader, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Picture of(String base64, int height, int width) {
    return Picture.of(Base64.getDecoder().decode(base64), height, width, 3);
  }

  /** Checks that no value is farther from the stored one than the tolerance. */
  public static void assertLike(
      Picture found, String base64, int height, int width, int tolerance) {
    assertThat(new int[] {found.height(), found.width()}).containsExactly(height, width);
    byte[] expected = Base64.getDecoder().decode(base64);
    byte[] values = found.values();
    assertThat(values).hasSameSizeAs(expected);
    int farthest =
        IntStream.range(0, values.length)
            .map(i -> Math.abs((values[i] & 0xff) - (expected[i] & 0xff)))
            .max()
            .orElseThrow();
    assertThat(farthest).as("largest difference").isLessThanOrEqualTo(tolerance);
  }
}
