package dev.stagewright.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.stagewright.network.DataFormat;
import dev.stagewright.network.InputShape;
import dev.stagewright.pictures.Picture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.dataset.DataSet;

class ReadAheadTest {

  private static final ImageInput INPUT =
      new ImageInput(new InputShape(7, 5, 1), DataFormat.CHANNELS_FIRST, Preprocessing.TF);

  private static NamedPicture numbered(int number) {
    return new NamedPicture(
        "#" + number, options -> Picture.of(new byte[] {(byte) number}, 1, 1, 1), List.of());
  }

  private static NamedPicture failing(String name, Throwable fault) {
    return new NamedPicture(
        name,
        options -> {
          if (fault instanceof Error error) {
            throw error;
          }
          throw (RuntimeException) fault;
        },
        List.of());
  }

  /** A pool that has ended may have a thread that is about to. */
  private static void assertNoThreads() {
    assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () -> {
          while (threads() > 0) {
            Thread.sleep(5);
          }
        });
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("stagewright-pictures"))
        .count();
  }

  /** The order and the numbers are those of reading without threads. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void batchesAreTheSameWhateverTheNumberOfThreads(int threads) {
    Stripes stripes = new Stripes(50, 3);
    ImageBatches alone = ImageBatches.shuffled(stripes, INPUT, 8, 11);
    List<DataSet> found = new ArrayList<>();

    try (var ahead = ImageBatches.shuffled(stripes, INPUT, 8, 11).readAhead(threads)) {
      ahead.forEachRemaining(found::add);
    }

    List<DataSet> expected = new ArrayList<>();
    alone.forEachRemaining(expected::add);
    assertThat(found).hasSize(7).isEqualTo(expected);
  }

  @Test
  void noMoreThanTwoBatchesAreMadeAhead() {
    List<Integer> begun = new ArrayList<>();
    Iterator<NamedPicture> pictures =
        IntStream.range(0, 100).peek(begun::add).mapToObj(ReadAheadTest::numbered).iterator();

    try (var ahead = PictureBatch.readAhead(pictures, INPUT, 10)) {
      assertThat(begun).hasSize(20);
      ahead.next().close();
      assertThat(begun).hasSize(30);
    }
  }

  @Test
  void picturesInFrontOfABrokenOneAreThere() {
    RuntimeException first = new DataException("#2: is torn");
    Stream<NamedPicture> pictures =
        Stream.of(
            numbered(0),
            numbered(1),
            failing("#2", first),
            failing("#3", new DataException("#3: is torn")));

    try (var ahead = PictureBatch.readAhead(pictures.iterator(), INPUT, 4);
        PictureBatch batch = ahead.next()) {
      assertThat(batch.array().shape()).containsExactly(2, 1, 7, 5);
      assertThat(batch.array().getFloat(1, 0, 6, 4)).isEqualTo(1 / 127.5f - 1);
      assertThatThrownBy(batch::requireAll).isSameAs(first);
    }
  }

  static Stream<Throwable> faults() {
    return Stream.of(new DataException("#9: is torn"), new OutOfMemoryError("Java heap space"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultEndsInItselfAndLeavesNoThreads(Throwable fault) {
    Iterator<NamedPicture> pictures = List.of(numbered(0), failing("#9", fault)).iterator();

    assertThatThrownBy(
            () -> {
              try (var ahead = PictureBatch.readAhead(pictures, INPUT, 2);
                  PictureBatch batch = ahead.next()) {
                batch.requireAll();
              }
            })
        .isSameAs(fault);
    assertNoThreads();
  }

  /** The reader is interrupted while a picture blocks; so is the picture, by closing. */
  @Test
  void anInterruptEndsTheWaitAndLeavesNoThreads() {
    CountDownLatch never = new CountDownLatch(1);
    NamedPicture blocking =
        new NamedPicture(
            "slow",
            options -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                throw new DataException("slow: interrupted", e);
              }
              throw new AssertionError("nothing counts down");
            },
            List.of());

    assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () -> {
          try (var ahead = PictureBatch.readAhead(List.of(blocking).iterator(), INPUT, 1)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(ahead::next)
                .isInstanceOf(DataException.class)
                .hasMessage("Interrupted while pictures were read");
          }
          assertThat(Thread.interrupted()).isTrue();
        });
    assertNoThreads();
  }

  @Test
  void aBatchHasAtLeastOnePicture() {
    Iterator<NamedPicture> pictures = List.of(numbered(0)).iterator();

    assertThatThrownBy(() -> PictureBatch.readAhead(pictures, INPUT, 0))
        .isInstanceOf(DataException.class)
        .hasMessage("batchSize: found 0; expected at least 1");
  }
}
