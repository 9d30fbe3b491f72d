package dev.stagewright.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagewright.data.DataException;
import dev.stagewright.data.ImageInput;
import dev.stagewright.data.Stripes;
import dev.stagewright.model.ModelException;
import dev.stagewright.model.TinyGraph;
import dev.stagewright.network.DataFormat;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

class ClassifierTest {

  private static final List<String> LABELS = List.of("across", "upright", "slanted");
  private static final ImageInput INPUT = TinyGraph.input(DataFormat.CHANNELS_LAST);

  /** A batch's size changes the last bits. */
  private static final Comparator<Double> ROUNDED =
      (a, b) -> Math.abs(a - b) < 1e-6 ? 0 : Double.compare(a, b);

  private final ComputationGraph graph = TinyGraph.build();
  private final Classifier classifier = new Classifier(graph, LABELS, INPUT);

  private static BufferedImage picture(int seed) {
    BufferedImage image = new BufferedImage(20, 16, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 20; x++) {
        image.setRGB(x, y, 0xFF000000 | (x * 7919 + y * 104729) * (seed + 1));
      }
    }
    return image;
  }

  @Test
  void namesTheMostProbableClassesInOrder(@TempDir Path folder) throws IOException {
    BufferedImage image = picture(1);
    Path file = folder.resolve("picture.png");
    ImageIO.write(image, "png", file.toFile());
    float[] values = new float[INPUT.values()];
    INPUT.read(image, values, 0);
    INDArray outputs = graph.outputSingle(false, INPUT.toArray(values, 1));

    List<Prediction> all = classifier.classify(image, 3);
    assertThat(all).isSortedAccordingTo((a, b) -> Double.compare(b.probability(), a.probability()));
    assertThat(all)
        .allSatisfy(
            one -> {
              assertThat(one.label()).isEqualTo(LABELS.get(one.index()));
              assertThat(one.probability()).isEqualTo(outputs.getFloat(0, one.index()));
            });
    assertThat(classifier.classify(file, 2)).isEqualTo(all.subList(0, 2));
    byte[] bytes = Files.readAllBytes(file);
    assertThat(classifier.classify(bytes, 3)).isEqualTo(all);
    assertThat(classifier.classify(new ByteArrayInputStream(bytes), 3)).isEqualTo(all);
  }

  @Test
  void longListsGiveTheSameAsSingleImages() {
    Stripes images = new Stripes(40, 9);
    List<List<Prediction>> together = classifier.classify(images, 1);
    assertThat(together).hasSize(40);
    List<BufferedImage> pictures = new ArrayList<>();
    for (int i = 0; i < 35; i++) {
      pictures.add(picture(i));
    }
    assertThat(classifier.classifyImages(pictures, 3).get(34))
        .usingRecursiveComparison()
        .withComparatorForType(ROUNDED, Double.class)
        .isEqualTo(classifier.classify(pictures.get(34), 3));
    assertThat(classifier.classifyFiles(List.of(), 1)).isEmpty();
  }

  private static Path write(Path folder, int number) throws IOException {
    Path file = folder.resolve(number + ".png");
    ImageIO.write(picture(number), "png", file.toFile());
    return file;
  }

  @Test
  void manyFilesComeInOrderWithTheirPredictions(@TempDir Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      files.add(write(folder, i));
    }

    try (var found = classifier.classifyAll(files.stream(), 6, 2)) {
      List<Classified<Path>> all = found.toList();
      assertThat(all).extracting(Classified::source).isEqualTo(files);
      assertThat(all)
          .extracting(Classified::predictions)
          .usingRecursiveComparison()
          .withComparatorForType(ROUNDED, Double.class)
          .isEqualTo(files.stream().map(file -> classifier.classify(file, 2)).toList());
    }
  }

  /** Those in front of it have been handed out, though they are of the same batch. */
  @Test
  void aFileThatCannotBeReadEndsTheStreamWithItsName(@TempDir Path folder) throws IOException {
    Path good = write(folder, 1);
    Path text = Files.writeString(folder.resolve("notes.png"), "no image");
    List<Path> seen = new ArrayList<>();

    assertThatThrownBy(
            () ->
                classifier
                    .classifyAll(Stream.of(good, good, text, good), 4, 1)
                    .forEach(each -> seen.add(each.source())))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(text + ": is not a picture: it starts with \"no image\"");
    assertThat(seen).containsExactly(good, good);
  }

  @Test
  void severalThreadsGetWhatOneGets() throws Exception {
    List<List<Prediction>> expected = new ArrayList<>();
    List<Callable<List<Prediction>>> tasks = new ArrayList<>();
    for (int i = 0; i < 48; i++) {
      BufferedImage image = picture(i);
      expected.add(classifier.classify(image, 3));
      // A second classifier of the same graph must not disturb the first.
      Classifier one = i % 2 == 0 ? classifier : new Classifier(graph, LABELS, INPUT);
      tasks.add(() -> one.classify(image, 3));
    }
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      List<List<Prediction>> found = new ArrayList<>();
      for (Future<List<Prediction>> future : threads.invokeAll(tasks)) {
        found.add(future.get());
      }
      assertThat(found).isEqualTo(expected);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void saysHowManyClassesCanBeNamed() {
    assertThatThrownBy(() -> classifier.classify(picture(0), 4))
        .isInstanceOf(PredictionException.class)
        .hasMessage("k: found 4; expected 1 to 3, the number of classes");
  }

  @Test
  void outputsThatAreNotFiniteAreAnErrorUnlessAllowed(@TempDir Path folder) throws IOException {
    graph.getParam("output_b").putScalar(0, Double.NaN);
    Path file = folder.resolve("picture.png");
    ImageIO.write(picture(1), "png", file.toFile());
    assertThatThrownBy(() -> classifier.classify(file, 1))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            file
                + ": the network's output for \"across\" is NaN. Its parameters are damaged, or overflow on this image; Classifier.allowingNonFinite() lets it pass");
    assertThatThrownBy(() -> classifier.classify(new Stripes(40, 9), 1))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("stripes#0: the network's output for ");
    assertThat(classifier.allowingNonFinite().classify(file, 3))
        .extracting(Prediction::probability)
        .containsOnly(Double.NaN);
  }
}
