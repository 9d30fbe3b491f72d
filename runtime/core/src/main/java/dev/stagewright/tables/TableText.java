package dev.stagewright.tables;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Decodes a table's bytes: as its byte order mark says, else as told, else as UTF-8. */
final class TableText {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private TableText() {}

  static String decode(String name, byte[] bytes, @Nullable Charset told) {
    Charset marked = marked(bytes);
    Charset charset = marked != null ? marked : told != null ? told : StandardCharsets.UTF_8;
    ByteBuffer in = ByteBuffer.wrap(bytes);
    var decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    try {
      String text = decoder.decode(in).toString();
      return text.isEmpty() || text.charAt(0) != BYTE_ORDER_MARK ? text : text.substring(1);
    } catch (CharacterCodingException e) {
      throw new TableException(
          String.format(
              Locale.ROOT,
              "%s: line %d is not text in %s; name its encoding, for example --encoding windows-1252, or convert it: iconv -f WINDOWS-1252 -t UTF-8",
              name,
              lineOfFault(bytes, charset),
              charset),
          e);
    }
  }

  /** UTF-16 and UTF-8 are told by their marks, which spreadsheets write. */
  private static @Nullable Charset marked(byte[] bytes) {
    int first = bytes.length > 0 ? bytes[0] & 0xff : 0;
    int second = bytes.length > 1 ? bytes[1] & 0xff : 0;
    if (first == 0xff && second == 0xfe) {
      return StandardCharsets.UTF_16LE;
    }
    if (first == 0xfe && second == 0xff) {
      return StandardCharsets.UTF_16BE;
    }
    return first == 0xef && second == 0xbb && bytes.length > 2 && (bytes[2] & 0xff) == 0xbf
        ? StandardCharsets.UTF_8
        : null;
  }

  private static long lineOfFault(byte[] bytes, Charset charset) {
    CharBuffer text = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = charset.newDecoder().decode(ByteBuffer.wrap(bytes), text, true);
    assert result.isError();
    return 1 + text.flip().chars().filter(character -> character == '\n').count();
  }
}
