package dev.stagewright.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Standard output or error, which remembers why it could not be written. */
final class StandardStream extends FileOutputStream {

  private @Nullable IOException fault;

  StandardStream(FileDescriptor stream) {
    super(stream);
  }

  PrintWriter writer() {
    return new PrintWriter(new OutputStreamWriter(this, charset()), true);
  }

  /**
   * The terminal's. ASCII means that nobody has set one, as in containers, and UTF-8 contains it.
   */
  static Charset charset() {
    String nativeEncoding = System.getProperty("native.encoding", "UTF-8");
    // From Java 19 on a terminal's own.
    Charset found = Charset.forName(System.getProperty("stdout.encoding", nativeEncoding));
    return found.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : found;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      super.write(bytes, offset, length);
    } catch (IOException e) {
      fault = e;
      throw e;
    }
  }

  /** Why not all was written, but for a reader who had enough, as in {@code | head -1}. */
  Optional<String> fault() {
    return Optional.ofNullable(fault)
        .map(IOException::getMessage)
        .filter(message -> !message.toLowerCase(Locale.ROOT).contains("pipe"));
  }
}
