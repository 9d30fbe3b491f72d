package dev.stagewright.pictures;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * PNG: chunks of a length, a name of four letters, the data and their CRC-32, which the decoder
 * checks. The decoder is given the chunks that make the still image: what else is there, animations
 * above all, would only mislead it.
 */
final class PngParser implements FormatParser {

  private static final String SIGNATURE = "\u0089PNG\r\n\u001a\n";

  /** What a chunk has around its data: length, name, CRC-32. */
  private static final int FRAME = 12;

  private static final Set<String> NEEDED = Set.of("IHDR", "PLTE", "IDAT", "IEND");

  @Override
  public boolean matches(Bytes in) {
    return in.hasAt(0, SIGNATURE);
  }

  @Override
  public PictureHeader header(Bytes in) {
    long at = SIGNATURE.length();
    String first = name(in, at);
    if (!first.equals("IHDR")) {
      throw PictureException.damaged(
          PictureFormat.PNG, "its first chunk is \"%s\", not IHDR".formatted(first));
    }
    long width = in.u32(at + 8, false);
    long height = in.u32(at + 12, false);
    int orientation = Exif.UPRIGHT;
    String name;
    do {
      name = name(in, at);
      long end = at + FRAME + in.u32(at, false);
      in.requireUpTo(end);
      if (name.equals("eXIf")) {
        orientation = Exif.orientation(in, at + 8, end - 4);
      }
      at = end;
    } while (!name.equals("IEND"));
    return new PictureHeader(PictureFormat.PNG, width, height, Codec.OPENCV)
        .withOrientation(orientation);
  }

  private static String name(Bytes in, long chunk) {
    StringBuilder name = new StringBuilder();
    for (int i = 4; i < 8; i++) {
      name.append((char) in.u8(chunk + i));
    }
    return name.toString();
  }

  @Override
  public List<Span> body(Bytes in) {
    List<Span> needed = new ArrayList<>(List.of(new Span(0, SIGNATURE.length())));
    long at = SIGNATURE.length();
    String name;
    do {
      name = name(in, at);
      long end = at + FRAME + in.u32(at, false);
      in.requireUpTo(end);
      if (NEEDED.contains(name)) {
        needed.add(new Span(at, end));
      }
      at = end;
    } while (!name.equals("IEND"));
    return needed;
  }
}
