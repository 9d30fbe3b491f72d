package dev.stagewright.serve;

import dev.stagewright.errors.StagewrightException.Kind;
import java.time.Duration;

/**
 * What a request may be. Each limit has the status that a request beyond it is answered with.
 *
 * @param bodyBytes of a request's body, from 1; beyond it 413
 * @param pixels of a picture, from 1; beyond it 413, before it is decoded. {@code
 *     -Dstagewright.maxPixels} holds, too
 * @param bodyTime for a request's body to arrive, above 0; beyond it 408
 * @param connections that are open at the same time, from 1; others wait to be accepted
 * @param bodiesBytes of all bodies at the same time, at least as many as bodyBytes; beyond it 503
 */
public record Limits(
    long bodyBytes, long pixels, Duration bodyTime, int connections, long bodiesBytes) {

  /** The least part of Java's heap that bodies may take in all. */
  private static final int HEAP_SHARE = 4;

  /** 20 MB, 50 million pixels, 10 s, 256 connections, a quarter of Java's heap. */
  public static final Limits DEFAULT = of(20_000_000, 50_000_000, Duration.ofSeconds(10), 256);

  /**
   * Checks the numbers.
   *
   * @throws ServeException if one is out of its range
   */
  public Limits {
    atLeastOne("bodyBytes", bodyBytes);
    atLeastOne("pixels", pixels);
    atLeastOne("connections", connections);
    if (bodyTime.isNegative() || bodyTime.isZero()) {
      throw new ServeException(
          Kind.USAGE, "bodyTime: found %s; expected more than 0".formatted(bodyTime));
    }
    if (bodiesBytes < bodyBytes) {
      throw new ServeException(
          Kind.USAGE,
          "bodiesBytes: found %s; expected at least bodyBytes, %s"
              .formatted(bodiesBytes, bodyBytes));
    }
  }

  /**
   * Limits with a quarter of Java's heap for all bodies, but at least one.
   *
   * @param bodyBytes of a request's body
   * @param pixels of a picture
   * @param bodyTime for a request's body to arrive
   * @param connections that are open at the same time
   * @return the limits
   * @throws ServeException if one is out of its range
   */
  public static Limits of(long bodyBytes, long pixels, Duration bodyTime, int connections) {
    long all = Math.max(bodyBytes, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
    return new Limits(bodyBytes, pixels, bodyTime, connections, all);
  }

  private static void atLeastOne(String name, long found) {
    if (found < 1) {
      throw new ServeException(
          Kind.USAGE, "%s: found %s; expected at least 1".formatted(name, found));
    }
  }
}
