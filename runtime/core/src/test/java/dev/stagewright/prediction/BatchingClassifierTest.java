package dev.stagewright.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagewright.data.DataException;
import dev.stagewright.data.ImageInput;
import dev.stagewright.data.NamedPicture;
import dev.stagewright.model.TinyGraph;
import dev.stagewright.network.DataFormat;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class BatchingClassifierTest {

  private static final List<String> LABELS = List.of("across", "upright", "slanted");
  private static final ImageInput INPUT = TinyGraph.input(DataFormat.CHANNELS_LAST);
  private static final Duration LONG = Duration.ofSeconds(60);

  /** A batch's size changes the last bits. */
  private static final Comparator<Double> ROUNDED =
      (a, b) -> Math.abs(a - b) < 1e-6 ? 0 : Double.compare(a, b);

  private final Classifier alone = new Classifier(TinyGraph.build(), LABELS, INPUT);
  private final List<Integer> batches = Collections.synchronizedList(new ArrayList<>());
  private BatchingClassifier classifier = batching(new Batching(8, Duration.ofMillis(5), 64, LONG));

  private BatchingClassifier batching(Batching batching) {
    return new BatchingClassifier(
        new Classifier(TinyGraph.build(), LABELS, INPUT),
        batching,
        (pictures, seconds) -> batches.add(pictures));
  }

  private void use(Batching batching) {
    classifier.close();
    classifier = batching(batching);
  }

  @AfterEach
  void close() {
    classifier.close();
  }

  private static BufferedImage image(int seed) {
    BufferedImage image = new BufferedImage(12, 12, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 144; i++) {
      image.setRGB(i % 12, i / 12, (i * 7919) * (seed + 1));
    }
    return image;
  }

  private static byte[] png(int seed) throws IOException {
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(image(seed), "png", bytes);
    return bytes.toByteArray();
  }

  /** Blocks the thread that reads it until it may go on. */
  private static InputStream held(CountDownLatch go) {
    return new InputStream() {
      @Override
      public int read() {
        try {
          go.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        return -1;
      }

      @Override
      public int read(byte[] into, int at, int length) {
        return read();
      }
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8, 16})
  void answersAreTheSameWhateverTheBatch(int size) {
    use(new Batching(size, Duration.ofMillis(20), 64, LONG));

    List<CompletableFuture<List<Prediction>>> answers =
        IntStream.range(0, 40).parallel().mapToObj(i -> classifier.classify(image(i), 3)).toList();

    assertThat(answers)
        .extracting(CompletableFuture::join)
        .usingRecursiveComparison()
        .withComparatorForType(ROUNDED, Double.class)
        .isEqualTo(IntStream.range(0, 40).mapToObj(i -> alone.classify(image(i), 3)).toList());
    assertThat(batches).allMatch(pictures -> pictures <= size).anyMatch(pictures -> pictures > 1);
    assertThat(batches.stream().mapToInt(pictures -> pictures).sum()).isEqualTo(40);
  }

  @Test
  void batchesOfOneGiveTheSameBits() {
    use(new Batching(1, Duration.ofMillis(20), 64, LONG));

    List<CompletableFuture<List<Prediction>>> answers =
        IntStream.range(0, 40).parallel().mapToObj(i -> classifier.classify(image(i), 3)).toList();

    assertThat(answers)
        .extracting(CompletableFuture::join)
        .isEqualTo(IntStream.range(0, 40).mapToObj(i -> alone.classify(image(i), 3)).toList());
  }

  @Test
  void everyWayInGivesTheSameAnswer(@TempDir Path folder) throws IOException {
    use(Batching.DEFAULT.withSize(1));
    Path file = Files.write(folder.resolve("picture.png"), png(3));
    float[] values = new float[INPUT.values()];
    INPUT.read(png(3), values, 0);

    List<Prediction> expected = alone.classify(image(3), 3);
    assertThat(classifier.classify(image(3), 3).join()).isEqualTo(expected);
    assertThat(classifier.classify(png(3), 3).join()).isEqualTo(expected);
    assertThat(classifier.classify(new ByteArrayInputStream(png(3)), 3).join()).isEqualTo(expected);
    assertThat(classifier.classify(file, 3).join()).isEqualTo(expected);
    double[] outputs = classifier.values(png(3)).join();
    assertThat(expected).allMatch(one -> one.value() == outputs[one.index()]);
    assertThat(classifier.values(values).join()).isEqualTo(outputs);
  }

  @Test
  void explanationsAreComputedBetweenBatches() throws IOException {
    GradCam gradCam = alone.gradCam();
    List<CompletableFuture<GradCam.Heat>> maps = new ArrayList<>();
    List<CompletableFuture<List<Prediction>>> answers = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      answers.add(classifier.classify(png(i), 3));
      maps.add(classifier.explain(png(i), "upright", "elu1"));
    }

    for (int i = 0; i < 12; i++) {
      GradCam.Heat expected = gradCam.explain(NamedPicture.of(png(i)), "upright", "elu1");
      assertThat(maps.get(i).join()).isEqualTo(expected);
      assertThat(answers.get(i).join())
          .usingRecursiveComparison()
          .withComparatorForType(ROUNDED, Double.class)
          .isEqualTo(alone.classify(png(i), 3));
    }
    assertThat(batches.stream().mapToInt(pictures -> pictures).sum()).isEqualTo(12);
    assertThatThrownBy(classifier.explain(png(1), "flat", null)::join)
        .cause()
        .hasMessage("class: found \"flat\"; the model tells across, upright, slanted");
  }

  @Test
  void aBrokenPictureFailsAlone() throws IOException {
    var broken = classifier.classify(new byte[] {1, 2, 3}, 3);

    assertThat(classifier.classify(png(1), 3).join()).hasSize(3);
    assertThatThrownBy(broken::join)
        .cause()
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("the array: is not a picture: it starts with \"\\x01\\x02\\x03\"");
  }

  @Test
  void whoAsksForTooManyClassesIsToldAtOnce() {
    assertThatThrownBy(() -> classifier.classify(image(1), 4))
        .isInstanceOf(PredictionException.class)
        .hasMessage("k: found 4; expected 1 to 3, the number of classes");
  }

  @Test
  void aFullQueueRefusesAndTakesMoreLater() {
    use(new Batching(8, Duration.ZERO, 2, LONG));
    CountDownLatch go = new CountDownLatch(1);
    var held = List.of(classifier.classify(held(go), 1), classifier.classify(held(go), 1));

    assertThat(classifier.waiting()).isEqualTo(2);
    assertThatThrownBy(classifier.classify(image(1), 1)::join)
        .cause()
        .isInstanceOf(BusyException.class)
        .hasMessage(
            "2 pictures are waiting already, the most allowed; try again later, or allow more (queue)");
    go.countDown();
    held.forEach(one -> assertThatThrownBy(one::join).cause().isInstanceOf(DataException.class));
    assertThat(classifier.classify(image(1), 1).join()).hasSize(1);
  }

  @Test
  void anAnswerThatTakesTooLongIsATimeout() {
    use(new Batching(8, Duration.ofMillis(300), 64, Duration.ofMillis(10)));

    assertThatThrownBy(classifier.classify(image(1), 1)::join)
        .cause()
        .isInstanceOf(TimeoutException.class);
  }

  @Test
  void closingAnswersWhatWasTakenAndTakesNothingMore() {
    use(new Batching(4, Duration.ofMillis(50), 64, LONG));
    var taken = IntStream.range(0, 10).mapToObj(i -> classifier.classify(image(i), 1)).toList();

    classifier.close();

    assertThat(taken).allSatisfy(one -> assertThat(one.join()).hasSize(1));
    assertThatThrownBy(classifier.classify(image(1), 1)::join)
        .cause()
        .hasMessage("This classifier is closed");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 1, 1, 'size: found 0; expected at least 1'",
    "1, -1, 1, 1, 'delay: found PT-0.001S; expected at least 0'",
    "1, 0, 0, 1, 'queue: found 0; expected at least 1'",
    "1, 0, 1, 0, 'timeout: found PT0S; expected more than 0'"
  })
  void wrongSettingsAreTold(int size, int wait, int queue, int timeout, String message) {
    assertThatThrownBy(
            () -> new Batching(size, Duration.ofMillis(wait), queue, Duration.ofMillis(timeout)))
        .isInstanceOf(PredictionException.class)
        .hasMessage(message);
  }
}
