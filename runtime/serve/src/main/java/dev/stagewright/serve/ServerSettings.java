package dev.stagewright.serve;

import dev.stagewright.errors.StagewrightException.Kind;
import dev.stagewright.prediction.Batching;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * How a server listens.
 *
 * @param host its own name or address that it listens on
 * @param port from 0 to 65535; 0 takes any that is free
 * @param batching how every model gathers pictures
 * @param limits what a request may be
 * @param drain how long requests that were taken may take to be answered when the server stops
 * @param log receives one JSON object a line: a request, or a change of a model
 */
public record ServerSettings(
    String host, int port, Batching batching, Limits limits, Duration drain, Consumer<String> log) {

  private static final int MOST_PORTS = 65535;

  /**
   * Checks the port.
   *
   * @throws ServeException if it is out of its range
   */
  public ServerSettings {
    if (port < 0 || port > MOST_PORTS) {
      throw new ServeException(
          Kind.USAGE, "port: found %s; expected 0 to %s".formatted(port, MOST_PORTS));
    }
  }

  /**
   * A server for this machine only, with the defaults of everything else.
   *
   * @param port from 0 to 65535; 0 takes any that is free
   * @param log receives one JSON object a line
   * @return the settings
   */
  public static ServerSettings local(int port, Consumer<String> log) {
    return new ServerSettings(
        "127.0.0.1", port, Batching.DEFAULT, Limits.DEFAULT, Duration.ofSeconds(30), log);
  }

  /**
   * The same with other batches.
   *
   * @param other how pictures are gathered
   * @return other settings
   */
  public ServerSettings withBatching(Batching other) {
    return new ServerSettings(host, port, other, limits, drain, log);
  }

  /**
   * The same with other limits.
   *
   * @param other what a request may be
   * @return other settings
   */
  public ServerSettings withLimits(Limits other) {
    return new ServerSettings(host, port, batching, other, drain, log);
  }

  /**
   * Whether only programs on this machine can reach the server.
   *
   * @return true for 127.0.0.1, ::1, localhost
   * @throws ServeException if the host has no address
   */
  public boolean isLocal() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new ServeException(
          Kind.USAGE, "host: found \"%s\", which has no address here".formatted(host), e);
    }
  }
}
