package dev.stagewright.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pictures of all kinds, made at random: stored values are what is read, whatever the way in. */
class PictureDecoderTest {

  private static final int PICTURES_PER_KIND = 3;

  static Stream<Arguments> pictures() {
    return Sample.kinds().keySet().stream()
        .flatMap(
            kind ->
                IntStream.range(0, PICTURES_PER_KIND)
                    .mapToObj(number -> Arguments.of(kind, number)));
  }

  /** Pictures that the JDK decodes without loss and without turning or placing them. */
  static Stream<Arguments> plainPictures() {
    return pictures()
        .filter(
            arguments ->
                ((String) arguments.get()[0])
                    .matches("(?!exif).*png|.*bmp|(palette|transparent)\\.gif"));
  }

  private static Sample sample(String kind, int number) throws Exception {
    return Objects.requireNonNull(Sample.kinds().get(kind))
        .make(new Random(kind.hashCode() + number));
  }

  static int[] values(Picture decoded) {
    try (decoded) {
      byte[] values = decoded.toChannels(3).values();
      return IntStream.range(0, values.length).map(i -> values[i] & 0xff).toArray();
    }
  }

  private static void assertShows(Picture decoded, Grid expected, int tolerance) {
    assertThat(new int[] {decoded.height(), decoded.width()})
        .containsExactly(expected.height(), expected.width());
    int[] values = values(decoded);
    int farthest =
        IntStream.range(0, values.length)
            .map(i -> Math.abs(values[i] - expected.values()[i]))
            .max()
            .orElseThrow();
    assertThat(farthest).as("largest difference").isLessThanOrEqualTo(tolerance);
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("pictures")
  void storedValuesAreReadFromFilesStreamsAndBytes(String kind, int number, @TempDir Path folder)
      throws Exception {
    Sample sample = sample(kind, number);
    Path file = Files.write(folder.resolve("picture"), sample.file());

    PictureDecoder.check(file);
    assertShows(PictureDecoder.decode(file), sample.stored(), sample.tolerance());
    assertShows(PictureDecoder.decode(file).upright(), sample.upright(), sample.tolerance());
    int[] values = values(PictureDecoder.decode(file));
    assertThat(values(PictureDecoder.decode(sample.file()))).isEqualTo(values);
    assertThat(values(PictureDecoder.decode(new ByteArrayInputStream(sample.file()))))
        .isEqualTo(values);
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("plainPictures")
  void theSamePixelsInAJavaImageAreReadTheSame(String kind, int number) throws Exception {
    Sample sample = sample(kind, number);

    assertThat(values(PictureDecoder.decode(ImageIO.read(new ByteArrayInputStream(sample.file())))))
        .isEqualTo(values(PictureDecoder.decode(sample.file())));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("pictures")
  void bytesBehindTheEndCountForNothing(String kind, int number) throws Exception {
    Sample sample = sample(kind, number);
    byte[] longer = Arrays.copyOf(sample.file(), sample.file().length + 500);
    byte[] behind = new byte[500];
    new Random(number).nextBytes(behind);
    System.arraycopy(behind, 0, longer, sample.file().length, behind.length);

    assertThat(values(PictureDecoder.decode(longer)))
        .isEqualTo(values(PictureDecoder.decode(sample.file())));
  }

  /** Not right at the end: a number written as text is whole without its last digit. */
  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("pictures")
  void truncatedPicturesAreRefused(String kind, int number, @TempDir Path folder) throws Exception {
    byte[] whole = sample(kind, number).file();
    int pixels = kind.contains("film") ? whole.length - 400 : whole.length;
    int length = new Random(number).nextInt(Math.max(1, pixels - 8));
    Path file = Files.write(folder.resolve("picture"), Arrays.copyOf(whole, length));

    assertThatThrownBy(() -> PictureDecoder.decode(file)).isInstanceOf(PictureException.class);
  }
}
