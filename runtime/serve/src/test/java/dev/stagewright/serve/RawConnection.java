package dev.stagewright.serve;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection whose sender may do what no client library does: stop, trickle, lie. */
final class RawConnection implements AutoCloseable {

  /** Longer than any limit that is tried. */
  private static final int PATIENCE_MILLIS = 60_000;

  private final Socket socket;

  RawConnection(int port) throws IOException {
    this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  RawConnection send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawConnection send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /** The headers of a request that classifies a picture. */
  RawConnection sendPost(long length) throws IOException {
    return send(
        "POST /v1/classify/pets HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n");
  }

  /** All until the server closes. */
  String answer() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
