package dev.stagewright.cli;

import dev.stagewright.data.ImageInput;
import dev.stagewright.data.NamedPicture;
import dev.stagewright.data.PictureBatch;
import dev.stagewright.data.PictureFiles;
import dev.stagewright.data.ReadAhead;
import dev.stagewright.model.TaskHead;
import dev.stagewright.prediction.Classifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Times predictions of a folder's pictures: the engine alone, loading alone (decoding, resizing and
 * preprocessing on all processors), and both together, by turns.
 *
 * <p>Together they cannot be faster than 1 / (1 / engine + 1 / loading): both want all processors.
 */
final class FolderBenchmark {

  private final EngineGraph network;
  private final ImageInput input;
  private final List<Path> files;
  private final int batch;
  private final int runs;
  private final Classifier classifier;
  private final INDArray images;

  FolderBenchmark(EngineGraph network, Path folder, int batch, int runs) {
    this.network = network;
    this.input = ImageInput.of(network.network());
    this.files = PictureFiles.in(folder);
    this.batch = Math.min(batch, files.size());
    this.runs = runs;
    int labels = TaskHead.of(network.graph()).task().labels(network.network().options().classes());
    this.classifier =
        new Classifier(
            network.graph(),
            IntStream.range(0, labels).mapToObj(Integer::toString).toList(),
            input);
    this.images = Nd4j.rand(DataType.FLOAT, network.inputShape(this.batch));
  }

  /** All figures by their names; rates in pictures a second, medians. */
  Map<String, Object> run() {
    together(); // compiles, and finds pictures that cannot be read
    engine();
    List<Double> engine = new ArrayList<>();
    List<Double> loading = new ArrayList<>();
    List<Double> together = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      engine.add(rate(wholeBatches(), this::engine));
      loading.add(rate(files.size(), this::loading));
      together.add(rate(files.size(), this::together));
    }
    double computed = Numbers.median(engine);
    double loaded = Numbers.median(loading);
    double both = Numbers.median(together);
    double bound = 1 / (1 / computed + 1 / loaded);

    Map<String, Object> results = new LinkedHashMap<>(network.conditions(batch, runs));
    results.put("pictures", files.size());
    results.put("engine.img_s", computed);
    results.put("loading.img_s", loaded);
    results.put("together.img_s", both);
    results.put("bound.img_s", bound);
    results.put("together.of_engine", both / computed);
    results.put("together.of_bound", both / bound);
    return results;
  }

  private static double rate(int pictures, Runnable pass) {
    long start = System.nanoTime();
    pass.run();
    return pictures * 1e9 / (System.nanoTime() - start);
  }

  /** As many pictures as the folder has, without a smaller batch at the end. */
  private int wholeBatches() {
    return files.size() / batch * batch;
  }

  private void engine() {
    for (int computed = 0; computed < wholeBatches(); computed += batch) {
      network.graph().outputSingle(false, images);
    }
  }

  private void loading() {
    var pictures = files.stream().map(NamedPicture::of).iterator();
    try (ReadAhead<PictureBatch> batches = PictureBatch.readAhead(pictures, input, batch)) {
      while (batches.hasNext()) {
        try (PictureBatch read = batches.next()) {
          read.requireAll();
        }
      }
    }
  }

  private void together() {
    try (var classified = classifier.classifyAll(files.stream(), batch, 1)) {
      classified.forEach(each -> {});
    }
  }
}
