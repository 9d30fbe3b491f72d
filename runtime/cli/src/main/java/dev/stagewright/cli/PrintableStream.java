package dev.stagewright.cli;

import dev.stagewright.errors.Printable;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Text as bytes, for the logs of all libraries: ASCII's control characters other than line breaks
 * and tabs are shown as escapes. Their bytes are the same in all encodings that terminals use.
 */
final class PrintableStream extends FilterOutputStream {

  PrintableStream(OutputStream out) {
    super(new BufferedOutputStream(out));
  }

  @Override
  public void write(int b) throws IOException {
    int value = b & 0xff;
    if (value < 0x80 && PrintableWriter.commands(value)) {
      out.write(Printable.of(Character.toString(value)).getBytes(StandardCharsets.US_ASCII));
    } else {
      out.write(value);
    }
  }
}
