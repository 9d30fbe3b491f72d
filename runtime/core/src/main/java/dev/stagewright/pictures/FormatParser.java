package dev.stagewright.pictures;

import java.util.List;

/** What is known about a format without decoding: reads sizes, and looks whether all is there. */
interface FormatParser {

  /** Part of a picture's bytes, from a place up to another, exclusive. */
  record Span(long from, long to) {}

  /** Whether bytes start as this format does. */
  boolean matches(Bytes in);

  /**
   * Reads the header. Checks as much as can be checked without reading everything.
   *
   * @throws PictureException if the picture cannot be decoded
   * @throws Bytes.EndException if it is truncated
   */
  PictureHeader header(Bytes in);

  /**
   * Whether {@link #header} or a look at the end has shown that the picture is whole. If not, only
   * {@link #body} tells.
   */
  default boolean seemsWhole(Bytes in) {
    return true;
  }

  /**
   * The parts that the decoder needs, after looking through all of them.
   *
   * @throws PictureException if the picture cannot be decoded
   * @throws Bytes.EndException if it is truncated
   */
  default List<Span> body(Bytes in) {
    return List.of(new Span(0, in.size()));
  }
}
