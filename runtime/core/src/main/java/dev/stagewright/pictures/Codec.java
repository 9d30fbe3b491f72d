package dev.stagewright.pictures;

import dev.stagewright.pictures.FormatParser.Span;
import java.io.IOException;
import java.util.List;

/** What decodes a picture. */
enum Codec {
  /** The fast one, where its result is right. */
  OPENCV(OpenCvDecoder::decode),
  /** The JDK's own readers. */
  IMAGE_IO(ImageIoDecoder::decode),
  /** Ours. */
  PNM(PnmDecoder::decode);

  private interface Decoder {
    /** Decodes the parts of a picture that are needed; it is as stored, not turned. */
    Picture decode(PictureHeader header, byte[] picture, List<Span> parts, DecodeOptions options)
        throws IOException;
  }

  private final Decoder decoder;

  Codec(Decoder decoder) {
    this.decoder = decoder;
  }

  Picture decode(PictureHeader header, byte[] picture, List<Span> parts, DecodeOptions options)
      throws IOException {
    return decoder.decode(header, picture, parts, options);
  }
}
