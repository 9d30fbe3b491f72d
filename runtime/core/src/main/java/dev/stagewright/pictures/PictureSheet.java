package dev.stagewright.pictures;

import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Many pictures of one size on one sheet, each with a line of text below. Letters beyond ASCII are
 * shown as question marks, as OpenCV has none.
 */
public final class PictureSheet {

  private static final int GAP = 8;
  private static final int LINE = 14;
  private static final double TEXT_SCALE = 0.35;

  /** About the width of a letter. */
  private static final int LETTER = 6;

  /** Small pictures are enlarged so that their text has room. */
  private static final int SMALLEST_SIDE = 96;

  /**
   * A picture on a sheet.
   *
   * @param values of [height, width, channels], red first, 0 to 255
   * @param text is shortened to the picture's width
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Tile(byte[] values, String text) {}

  private final int height;
  private final int width;
  private final int zoom;

  /**
   * Makes a sheet of pictures of one size.
   *
   * @param height of each picture
   * @param width of each picture
   */
  public PictureSheet(int height, int width) {
    this.height = height;
    this.width = width;
    int side = Math.min(height, width);
    this.zoom = Math.max(1, (SMALLEST_SIDE + side - 1) / side);
  }

  /**
   * Draws the sheet.
   *
   * @param tiles at least one
   * @param columns how many pictures are side by side
   * @return the sheet as a PNG file
   */
  public byte[] png(List<Tile> tiles, int columns) {
    int across = width * zoom + GAP;
    int down = height * zoom + LINE + GAP;
    int rows = (tiles.size() + columns - 1) / columns;
    try (Scalar white = new Scalar(255, 255, 255, 0);
        Mat sheet =
            new Mat(
                rows * down + GAP,
                Math.min(columns, tiles.size()) * across + GAP,
                opencv_core.CV_8UC3,
                white);
        BytePointer suffix = new BytePointer(".png");
        BytePointer png = new BytePointer()) {
      for (int i = 0; i < tiles.size(); i++) {
        draw(sheet, tiles.get(i), GAP + i / columns * down, GAP + i % columns * across);
      }
      opencv_imgcodecs.imencode(suffix, sheet, png);
      byte[] bytes = new byte[(int) png.limit()];
      png.get(bytes);
      return bytes;
    }
  }

  private void draw(Mat sheet, Tile tile, int top, int left) {
    int channels = tile.values().length / (height * width);
    int toBlueFirst = channels == 1 ? opencv_imgproc.COLOR_GRAY2BGR : opencv_imgproc.COLOR_RGB2BGR;
    try (Mat stored = new Mat(height, width, opencv_core.CV_8UC(channels));
        Rect place = new Rect(left, top, width * zoom, height * zoom);
        Mat onSheet = new Mat(sheet, place);
        Mat colored = new Mat();
        Size size = new Size(width * zoom, height * zoom);
        Point text = new Point(left, top + height * zoom + LINE - 3);
        Scalar black = new Scalar(0, 0, 0, 0)) {
      stored.data().put(tile.values(), 0, tile.values().length);
      opencv_imgproc.cvtColor(stored, colored, toBlueFirst);
      opencv_imgproc.resize(colored, onSheet, size, 0, 0, opencv_imgproc.INTER_NEAREST);
      opencv_imgproc.putText(
          sheet,
          shortened(tile.text()),
          text,
          opencv_imgproc.FONT_HERSHEY_SIMPLEX,
          TEXT_SCALE,
          black,
          1,
          opencv_imgproc.LINE_AA,
          false);
    }
  }

  private String shortened(String text) {
    int letters = width * zoom / LETTER;
    String ascii = text.replaceAll("[^ -~]", "?");
    return ascii.length() <= letters ? ascii : ascii.substring(0, Math.max(0, letters - 2)) + "..";
  }
}
