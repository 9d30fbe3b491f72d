package dev.stagewright.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagewright.errors.StagewrightException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of pictures that are refused; checking says what decoding says. */
class PictureFaultsTest {

  private static final String LIMIT = "stagewright.maxPixels";
  private static final String READ = "; expected JPEG, PNG, BMP, TIFF, WebP, GIF or PNM. ";

  @TempDir private Path folder = Path.of("");

  @AfterEach
  void noLimit() {
    System.clearProperty(LIMIT);
  }

  private static byte[] bytes(String latin1) {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }

  private void assertRefused(byte[] picture, String message) throws IOException {
    Path file = Files.write(folder.resolve("picture"), picture);
    assertThatThrownBy(() -> PictureDecoder.check(file)).hasMessage(message);
    assertThatThrownBy(() -> PictureDecoder.decode(file))
        .isInstanceOf(PictureException.class)
        .hasMessage(message);
  }

  static Stream<Arguments> otherFiles() {
    return Stream.of(
        Arguments.of("", "is an empty file; expected a picture"),
        Arguments.of(
            "<!DOCTYPE html><html>404</html>",
            "is not a picture: it starts with \"<!DOCTYPE html><html>404\""
                + READ
                + "Replace or remove the file"),
        Arguments.of(
            "\u0000\u001b[31mBM\u00ff",
            "is not a picture: it starts with \"\\x00\\x1b[31mBM\\xff\""
                + READ
                + "Replace or remove the file"),
        Arguments.of(
            "\u0000\u0000\u0000\u0018ftypheic\u0000",
            "is a HEIC picture" + READ + "Convert or remove it"),
        Arguments.of("II+\u0000\b\u0000", "is a BigTIFF picture" + READ + "Convert or remove it"),
        Arguments.of("P7\nWIDTH 1\n", "is a PAM picture" + READ + "Convert or remove it"));
  }

  @ParameterizedTest
  @MethodSource("otherFiles")
  void tellsWhatAFileIsInstead(String content, String message) throws IOException {
    assertRefused(bytes(content), message);
  }

  /** A header of each format that counts its pixels in its own way. */
  static Stream<byte[]> hugePictures() {
    BytesOut png = new BytesOut(false).text("\u0089PNG\r\n\u001a\n");
    BytesOut size = new BytesOut(false).u32(60000, 50000).u8(8, 2, 0, 0, 0);
    png.bytes(PngFiles.chunk("IHDR", size).toByteArray());
    png.bytes(PngFiles.chunk("IEND", new BytesOut(false)).toByteArray());
    BytesOut jpeg = new BytesOut(false).u8(0xff, 0xd8, 0xff, 0xc0).u16(11).u8(8);
    jpeg.u16(50000, 60000).u8(1, 1, 0x11, 0, 0xff, 0xda).u16(2).u8(0xff, 0xd9);
    BytesOut gif = new BytesOut(true).text("GIF89a").u16(60000, 50000).u8(0x80, 0, 0);
    gif.bytes(new byte[6]).u8(0x2c).u16(0, 0, 1, 1).u8(0, 2, 0, 0x3b);
    BytesOut tiff = new BytesOut(true).text("II*\0").u32(8).u16(3);
    tiff.u16(256, 4).u32(1, 60000).u16(257, 4).u32(1, 50000).u16(273, 4).u32(1, 8);
    return Stream.of(png, jpeg, gif, tiff.u32(0)).map(BytesOut::toByteArray);
  }

  @ParameterizedTest
  @MethodSource("hugePictures")
  void refusesTooManyPixelsBeforeDecodingThem(byte[] picture) throws IOException {
    String format = Objects.requireNonNull(PictureFormat.of(Bytes.of(picture))).toString();
    assertRefused(
        picture,
        "is a %s picture of 60000 x 50000 pixels; expected at most 150000000 in all. Shrink it, or allow more with -Dstagewright.maxPixels=N"
            .formatted(format));
    assertThatThrownBy(() -> PictureDecoder.decode(picture))
        .extracting(fault -> ((PictureException) fault).reason())
        .isEqualTo(PictureException.Reason.SIZE);
  }

  @Test
  void theLimitCanBeSet() throws Exception {
    byte[] pixels = bytes("P5 3 2 255\n123456");
    System.setProperty(LIMIT, "6");
    assertThat(PictureDecoderTest.values(PictureDecoder.decode(pixels))).hasSize(18);
    System.setProperty(LIMIT, "5");
    assertRefused(
        pixels,
        "is a PNM picture of 3 x 2 pixels; expected at most 5 in all. Shrink it, or allow more with -Dstagewright.maxPixels=N");
  }

  @ParameterizedTest
  @CsvSource({"'', CONTENT", "notes, FORM", "P5 3 2 255|12, CONTENT"})
  void theReasonIsToldInOneWord(String picture, PictureException.Reason reason) {
    assertThatThrownBy(() -> PictureDecoder.decode(bytes(picture.replace('|', '\n'))))
        .extracting(fault -> ((PictureException) fault).reason())
        .isEqualTo(reason);
  }

  @Test
  void pixelsAreCountedWithoutDecoding() {
    assertThat(PictureDecoder.pixels(bytes("P5 3 2 255\n123456"))).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "many", ""})
  void aWrongLimitIsNotThePicturesFault(String limit) {
    System.setProperty(LIMIT, limit);
    assertThatThrownBy(() -> PictureDecoder.decode(bytes("P5 1 1 255\n1")))
        .hasMessage(
            "-Dstagewright.maxPixels: found \"%s\"; expected a number of pixels from 1", limit)
        .extracting(fault -> ((PictureException) fault).kind())
        .isEqualTo(Kind.USAGE);
  }

  static Stream<Arguments> damagedPictures() {
    return Stream.of(
        Arguments.of(
            "\u00ff\u00d8\u00ff\u00d9", "JPEG picture: found no size in front of its pixels"),
        Arguments.of(
            "\u0089PNG\r\n\u001a\n\u0000\u0000\u0000\u0004CgBI",
            "PNG picture: its first chunk is \"CgBI\", not IHDR"),
        Arguments.of(
            "RIFF\u0008\u0000\u0000\u0000WEBPABCD",
            "WebP picture: found no VP8, VP8L or VP8X chunk"),
        Arguments.of("P5 2 0 255\n", "PNM picture: found 2 x 0 pixels"),
        Arguments.of("P5 x\n", "PNM picture: found no numbers for its size"),
        Arguments.of("P2 1 1 70000\n1", "PNM picture: found 70000 as its largest value"));
  }

  @ParameterizedTest
  @MethodSource("damagedPictures")
  void tellsWhatIsDamaged(String content, String message) throws IOException {
    assertRefused(bytes(content), "is a damaged " + message + "; copy it again");
  }

  static Stream<Arguments> unsupportedPictures() {
    String frame = "\u00ff\u00d8\u00ff\u00c1\0\13%c\0\1\0\1\1\1\u0011\0";
    String scan = "\u00ff\u00da\0\2";
    String end = "\u00ff\u00d9";
    return Stream.of(
        Arguments.of(
            frame.formatted(12) + scan + end, "JPEG picture with 12 bits a color; expected 8"),
        Arguments.of(
            frame.formatted(8) + scan.repeat(201) + "\0\0",
            "JPEG picture with more than 200 scans; expected fewer"),
        Arguments.of(
            "GIF89a\1\0\1\0\0\0\0,\0\0\0\0\1\0\1\0\0;",
            "GIF picture with no table of colors; expected one"));
  }

  @ParameterizedTest
  @MethodSource("unsupportedPictures")
  void tellsWhatIsNotRead(String content, String message) throws IOException {
    assertRefused(bytes(content), "is a " + message + ". Convert it to PNG or remove it");
  }

  /** What only decoding shows passes the check. */
  @Test
  void aFlippedBitInThePaletteOfAPngIsFoundByItsChecksum() throws Exception {
    byte[] picture =
        Objects.requireNonNull(Sample.kinds().get("palette 8.png")).make(new Random(3)).file();
    picture[new String(picture, StandardCharsets.ISO_8859_1).indexOf("PLTE") + 10] ^= 4;
    Path file = Files.write(folder.resolve("picture"), picture);

    PictureDecoder.check(file);
    assertThatThrownBy(() -> PictureDecoder.decode(file))
        .hasMessage(
            "is a damaged or truncated PNG picture, which cannot be decoded; copy it again");
  }

  @Test
  void unreadableExifDataCountForNothing() throws Exception {
    Sample sample = Objects.requireNonNull(Sample.kinds().get("exif 6.webp")).make(new Random(1));
    byte[] picture = sample.file();
    String text = new String(picture, StandardCharsets.ISO_8859_1);
    picture[text.indexOf("EXIF") + 8 + 4] = 99; // where the directory is

    try (Picture decoded = PictureDecoder.decode(picture).upright()) {
      assertThat(decoded.width()).isEqualTo(sample.stored().width());
    }
  }
}
