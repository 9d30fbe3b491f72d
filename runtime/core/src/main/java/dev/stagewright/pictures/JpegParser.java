package dev.stagewright.pictures;

import java.util.List;

/**
 * JPEG: segments that start with FF and a marker. Behind a start of scan (SOS) follow coded pixels,
 * in which FF is followed by 00 or a restart marker; the picture ends with EOI. Cameras put other
 * data behind that, such as a film or a second picture.
 */
final class JpegParser implements FormatParser {

  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final int APP1 = 0xe1;
  private static final int TEM = 0x01;
  private static final String EXIF = "Exif\0\0";

  /** Decoders work through all pixels once a scan; encoders write a dozen scans. */
  private static final int MAX_SCANS = 200;

  @Override
  public boolean matches(Bytes in) {
    return in.hasAt(0, "\u00ff\u00d8\u00ff");
  }

  @Override
  public PictureHeader header(Bytes in) {
    PictureHeader size = null;
    int orientation = Exif.UPRIGHT;
    long at = 2;
    while (true) {
      at = endOfMarker(in, at);
      int marker = in.u8(at - 1);
      if (standsAlone(marker)) {
        continue;
      }
      if (marker == SOS || marker == EOI) {
        break;
      }
      int length = length(in, at);
      if (isFrame(marker)) {
        size = frame(in, at);
      } else if (marker == APP1 && orientation == Exif.UPRIGHT && in.hasAt(at + 2, EXIF)) {
        // A second segment is the rest of data that were too long for one.
        orientation = Exif.orientation(in, at + 2 + EXIF.length(), at + length);
      }
      at += length;
    }
    if (size == null) {
      throw PictureException.damaged(PictureFormat.JPEG, "found no size in front of its pixels");
    }
    return size.withOrientation(orientation);
  }

  /** Reads the start of a frame: precision, height, width. */
  private static PictureHeader frame(Bytes in, long at) {
    int bits = in.u8(at + 2);
    if (bits != 8) {
      throw PictureException.unsupported(PictureFormat.JPEG, bits + " bits a color", "8");
    }
    int height = in.u16(at + 3, false);
    int width = in.u16(at + 5, false);
    return new PictureHeader(PictureFormat.JPEG, width, height, Codec.OPENCV);
  }

  @Override
  public boolean seemsWhole(Bytes in) {
    return in.u8(in.size() - 2) == 0xff && in.u8(in.size() - 1) == EOI;
  }

  /** Leaves out what is behind the end: some of it would be taken for more of the picture. */
  @Override
  public List<Span> body(Bytes in) {
    int scans = 0;
    long at = 2;
    while (true) {
      at = endOfMarker(in, at);
      int marker = in.u8(at - 1);
      if (marker == EOI) {
        return List.of(new Span(0, at));
      }
      if (marker == SOS && ++scans > MAX_SCANS) {
        throw PictureException.unsupported(
            PictureFormat.JPEG, "more than " + MAX_SCANS + " scans", "fewer");
      }
      if (!standsAlone(marker)) {
        at += length(in, at);
      }
    }
  }

  /** Where the next marker ends: FF and something that is neither FF nor 00. */
  private static long endOfMarker(Bytes in, long at) {
    long found = in.find(at, 0xff);
    while (in.u8(found + 1) == 0 || in.u8(found + 1) == 0xff) {
      found = in.find(found + 1, 0xff);
    }
    return found + 2;
  }

  /** Whether no length follows: restart markers and a few more. */
  private static boolean standsAlone(int marker) {
    return (marker >= 0xd0 && marker <= SOI) || marker == TEM;
  }

  /** SOF0 to SOF15, without DHT, JPG and DAC, which lie among them. */
  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private static int length(Bytes in, long at) {
    int length = in.u16(at, false);
    if (length < 2) {
      throw PictureException.damaged(PictureFormat.JPEG, "found a segment of length " + length);
    }
    return length;
  }
}
