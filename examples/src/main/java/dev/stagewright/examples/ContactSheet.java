package dev.stagewright.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
 * Draws images with what a network said about them. With OpenCV and its own letters, since Java's
 * need fonts and libraries that a server may not have.
 */
final class ContactSheet {

  /** Coordinates and colors (blue, green, red) of the drawing, in pixels. */
  private static final int SIDE = 28;

  private static final int SCALE = 5;
  private static final int CELL_WIDTH = 172;
  private static final int CELL_HEIGHT = 212;
  private static final int COLUMNS = 8;
  private static final int MARGIN = 20;
  private static final int TITLE_HEIGHT = 56;
  private static final int[] PAPER = {250, 250, 250};
  private static final int[] INK = {40, 40, 40};
  private static final int[] GRAY = {130, 130, 130};
  private static final int[] GREEN = {80, 140, 40};
  private static final int[] RED = {40, 40, 215};

  private ContactSheet() {}

  /**
   * One image.
   *
   * @param pixels gray values from 0 to 255 of [28, 28]
   * @param predicted the network's class
   * @param probability of that class, from 0 to 1
   * @param label the true class
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Cell(byte[] pixels, String predicted, double probability, String label) {
    boolean right() {
      return predicted.equals(label);
    }
  }

  static void write(String title, List<Cell> cells, Path png) throws IOException {
    int rows = (cells.size() + COLUMNS - 1) / COLUMNS;
    int height = TITLE_HEIGHT + rows * CELL_HEIGHT + MARGIN;
    int width = COLUMNS * CELL_WIDTH + 2 * MARGIN;
    try (Mat sheet = new Mat(height, width, opencv_core.CV_8UC3, color(PAPER));
        BytePointer encoded = new BytePointer()) {
      text(sheet, title, MARGIN + 10, 38, 0.75, INK);
      for (int i = 0; i < cells.size(); i++) {
        int left = MARGIN + i % COLUMNS * CELL_WIDTH;
        int top = TITLE_HEIGHT + i / COLUMNS * CELL_HEIGHT;
        draw(cells.get(i), sheet, left, top);
      }
      opencv_imgcodecs.imencode(".png", sheet, encoded);
      byte[] bytes = new byte[Math.toIntExact(encoded.limit())];
      encoded.get(bytes);
      Files.write(png, bytes);
    }
  }

  private static void draw(Cell cell, Mat sheet, int left, int top) {
    int side = SIDE * SCALE;
    int inset = (CELL_WIDTH - side) / 2;
    int[] color = cell.right() ? GREEN : RED;
    try (BytePointer pointer = new BytePointer(cell.pixels());
        Mat gray = new Mat(SIDE, SIDE, opencv_core.CV_8U, pointer);
        Mat colors = new Mat();
        Size size = new Size(side, side);
        Rect place = new Rect(left + inset, top, side, side);
        Mat target = new Mat(sheet, place);
        Rect frame = new Rect(left + inset - 2, top - 2, side + 4, side + 4)) {
      opencv_imgproc.cvtColor(gray, colors, opencv_imgproc.COLOR_GRAY2BGR);
      opencv_imgproc.resize(colors, target, size, 0, 0, opencv_imgproc.INTER_CUBIC);
      opencv_imgproc.rectangle(sheet, frame, color(color), cell.right() ? 1 : 4, 8, 0);
    }
    String found =
        String.format(Locale.ROOT, "%s %.0f%%", cell.predicted(), 100 * cell.probability());
    text(sheet, found, left + inset, top + side + 22, 0.47, color);
    text(sheet, "true: " + cell.label(), left + inset, top + side + 42, 0.43, GRAY);
  }

  private static void text(Mat sheet, String text, int x, int y, double scale, int[] color) {
    try (Point at = new Point(x, y)) {
      opencv_imgproc.putText(
          sheet,
          text,
          at,
          opencv_imgproc.FONT_HERSHEY_SIMPLEX,
          scale,
          color(color),
          1,
          opencv_imgproc.LINE_AA,
          false);
    }
  }

  private static Scalar color(int[] blueGreenRed) {
    return new Scalar(blueGreenRed[0], blueGreenRed[1], blueGreenRed[2], 0);
  }
}
