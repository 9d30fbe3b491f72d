package dev.stagewright.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/**
 * Fifty connections send good pictures and, one time in five, garbage, slow or oversized bodies;
 * one time in fifty they ask where the model looked. For a minute, or as many requests as {@code
 * -Dserve.requests} says.
 */
@Timeout(1800)
class MixedLoadTest {

  private static final int CONNECTIONS = 50;
  private static final int BAD = 5;
  private static final int EXPLAINING = 50;
  private static final Duration TIME = Duration.ofMinutes(1);
  private static final int REQUESTS = Integer.getInteger("serve.requests", 0);
  private static final int WARM_UP = 300;
  private static final int BODY = 1_000_000;
  private static final long MEGABYTE = 1_000_000;

  /** Made once: the server's memory is looked at, which is that of this process. */
  private static final List<byte[]> PICTURES =
      IntStream.range(0, 16).mapToObj(TestServer::png).toList();

  private static final byte[] LARGE = TestServer.picture(1, 400, 300);

  /** A kind of request, with the status that it must get. */
  private enum Kind {
    GOOD(200),
    EXPLAINED(200),
    GARBAGE(415),
    TRUNCATED(422),
    OVERSIZED(413),
    TOO_MANY_PIXELS(413),
    SLOW(408);

    private static final List<Kind> ALL_BAD =
        Arrays.stream(values()).filter(kind -> kind.status >= 400).toList();

    private final int status;

    Kind(int status) {
      this.status = status;
    }

    static Kind of(int request) {
      if (request % EXPLAINING == 1) {
        return EXPLAINED;
      }
      return request % BAD == 0 ? ALL_BAD.get(request / BAD % ALL_BAD.size()) : GOOD;
    }
  }

  /**
   * What the process takes.
   *
   * @param heap what is in use of Java's heap
   * @param outside all other memory
   */
  private record Memory(long heap, long outside) {
    /** Cleaners run behind a collection, and the heap shrinks in steps. */
    static Memory now() throws InterruptedException {
      for (int i = 0; i < 4; i++) {
        System.gc();
        TimeUnit.MILLISECONDS.sleep(300);
      }
      Runtime java = Runtime.getRuntime();
      return new Memory(
          java.totalMemory() - java.freeMemory(), Pointer.physicalBytes() - java.totalMemory());
    }
  }

  /** What came of a request. */
  private record Outcome(Kind kind, int status) {}

  @Test
  void everyRequestGetsTheStatusThatItDeserves(TestReporter reporter) throws InterruptedException {
    Limits limits = Limits.of(BODY, 100_000, Duration.ofSeconds(3), 64);
    List<Outcome> outcomes = new ArrayList<>();
    try (var server = TestServer.ready(settings -> settings.withLimits(limits))) {
      outcomes.addAll(load(server, WARM_UP, Duration.ZERO));
      Memory before = Memory.now();

      outcomes.addAll(load(server, REQUESTS, TIME));

      Memory after = Memory.now();
      reporter.publishEntry(
          String.format(
              Locale.ROOT,
              "%d requests; heap %+.1f MB, outside of it %+.1f MB",
              outcomes.size() - WARM_UP,
              (after.heap() - before.heap()) / 1e6,
              (after.outside() - before.outside()) / 1e6));
      assertThat(after.heap() - before.heap()).isLessThan(50 * MEGABYTE);
      assertThat(after.outside() - before.outside()).isLessThan(150 * MEGABYTE);
      assertThat(server.get("/metrics").body())
          .contains("stagewright_bodies_bytes 0.0")
          .contains("stagewright_waiting_pictures{model=\"pets\"} 0.0");
    }
    Map<Kind, List<Integer>> statuses =
        outcomes.stream()
            .collect(
                Collectors.groupingBy(
                    Outcome::kind,
                    TreeMap::new,
                    Collectors.mapping(
                        Outcome::status,
                        Collectors.collectingAndThen(
                            Collectors.toSet(), found -> found.stream().sorted().toList()))));
    assertThat(statuses)
        .isEqualTo(
            IntStream.range(0, Kind.values().length)
                .mapToObj(i -> Kind.values()[i])
                .collect(Collectors.toMap(kind -> kind, kind -> List.of(kind.status))));
  }

  /** Sends so many requests, or, with 0, for so long. */
  private List<Outcome> load(TestServer server, int requests, Duration time) {
    long until = System.nanoTime() + time.toNanos();
    AtomicInteger next = new AtomicInteger();
    BooleanSupplier more = () -> requests > 0 ? next.get() < requests : System.nanoTime() < until;
    ExecutorService connections = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      return IntStream.range(0, CONNECTIONS)
          .mapToObj(i -> CompletableFuture.supplyAsync(() -> send(server, next, more), connections))
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .flatMap(List::stream)
          .toList();
    } finally {
      connections.shutdown();
    }
  }

  private static List<Outcome> send(TestServer server, AtomicInteger next, BooleanSupplier more) {
    List<Outcome> outcomes = new ArrayList<>();
    while (more.getAsBoolean()) {
      int request = next.getAndIncrement();
      Kind kind = Kind.of(request);
      try {
        outcomes.add(new Outcome(kind, status(server, kind, request)));
      } catch (IOException | InterruptedException e) {
        throw new AssertionError(kind + " got no answer", e);
      }
    }
    return outcomes;
  }

  private static int status(TestServer server, Kind kind, int request)
      throws IOException, InterruptedException {
    return switch (kind) {
      case GOOD -> server.classify(PICTURES.get(request % 16)).statusCode();
      case EXPLAINED -> server.post("/v1/explain/pets", PICTURES.get(request % 16)).statusCode();
      case GARBAGE -> server.classify(new byte[] {1, 2, 3}).statusCode();
      case TRUNCATED -> server.classify(Arrays.copyOf(PICTURES.get(0), 60)).statusCode();
      case TOO_MANY_PIXELS -> server.classify(LARGE).statusCode();
      case OVERSIZED -> raw(server, BODY + 1);
      case SLOW -> raw(server, 50);
    };
  }

  /** Announces a body, sends a little of it and waits for what the server says. */
  private static int raw(TestServer server, long length) throws IOException, InterruptedException {
    try (RawConnection connection = new RawConnection(server.server.port())) {
      connection.sendPost(length).send("x");
      TimeUnit.MILLISECONDS.sleep(1);
      return Integer.parseInt(connection.answer().split(" ", 3)[1]);
    }
  }
}
