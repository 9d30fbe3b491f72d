package dev.stagewright.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PictureSheetTest {

  @Test
  void picturesStandInRowsWithTextBelow() {
    byte[] red = {(byte) 255, 0, 0};
    byte[] gray = {99};
    var tiles =
        List.of(new PictureSheet.Tile(red, "red"), new PictureSheet.Tile(gray, "gr\u00e4y"));

    byte[] across = new PictureSheet(1, 1).png(tiles, 2);
    byte[] down = new PictureSheet(1, 1).png(tiles, 1);

    try (Picture sheet = PictureDecoder.decode(across);
        Picture other = PictureDecoder.decode(down)) {
      assertThat(List.of(sheet.height(), sheet.width())).containsExactly(126, 216);
      assertThat(List.of(other.height(), other.width())).containsExactly(244, 112);
      assertThat(pixel(sheet, 50, 50)).containsExactly(255, 0, 0);
      assertThat(pixel(sheet, 50, 150)).containsExactly(99, 99, 99);
      assertThat(pixel(sheet, 4, 4)).containsExactly(255, 255, 255);
      assertThat(darkest(sheet, 106, 118)).isLessThan(100);
    }
  }

  private static List<Integer> pixel(Picture picture, int y, int x) {
    byte[] values = picture.toChannels(3).values();
    int at = (y * picture.width() + x) * 3;
    return List.of(values[at] & 0xff, values[at + 1] & 0xff, values[at + 2] & 0xff);
  }

  private static int darkest(Picture picture, int from, int to) {
    byte[] values = picture.toChannels(3).values();
    int darkest = 255;
    for (int i = from * picture.width() * 3; i < to * picture.width() * 3; i++) {
      darkest = Math.min(darkest, values[i] & 0xff);
    }
    return darkest;
  }
}
