package dev.stagewright.cli;

import dev.stagewright.engine.Precision;
import dev.stagewright.training.Optimizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Times a network on the engine and on Deeplearning4j, and its convolutions alone, in one run:
 * medians, since machines are noisy, and images a second, since ratios of them are what counts.
 */
final class Benchmark {

  /** Runs that are not counted: compilation, page faults, clock rates. */
  private static final int WARM_UP = 2;

  private final EngineGraph subject;
  private final int batch;
  private final int runs;
  private final Map<String, Object> results = new LinkedHashMap<>();

  Benchmark(EngineGraph subject, int batch, int runs) {
    this.subject = subject;
    this.batch = batch;
    this.runs = runs;
  }

  /** All figures by their names; rates in images a second, memory in bytes. */
  Map<String, Object> run() {
    results.put("network", subject.network().name());
    results.put("batch", batch);
    results.put("precision", subject.precision() == Precision.BF16 ? "bf16" : "f32");
    results.put("runs", runs);
    results.put("processors", Runtime.getRuntime().availableProcessors());
    measure("engine", "infer", subject.graph());
    limit("infer", false);
    measure("engine", "train", subject.graph());
    results.put("engine.peak_memory_bytes", peakMemory());
    limit("train", true);
    ComputationGraph stock = EngineGraph.stock(subject.network());
    measure("dl4j", "infer", stock);
    measure("dl4j", "train", stock);
    results.put("peak_memory_bytes", peakMemory());
    return results;
  }

  private void measure(String who, String what, ComputationGraph graph) {
    INDArray images = Nd4j.rand(DataType.FLOAT, subject.inputShape(batch));
    Runnable job = () -> graph.output(images);
    if (what.equals("train")) {
      Optimizer.nesterov(1e-3, 0.9).applyTo(graph);
      int classes = subject.network().options().classes();
      INDArray labels = Nd4j.zeros(DataType.FLOAT, batch, classes);
      for (int i = 0; i < batch; i++) {
        labels.putScalar(i, i % classes, 1);
      }
      DataSet data = new DataSet(images, labels);
      job = () -> graph.fit(data);
    }
    results.put(who + "." + what + ".img_s", batch / medianSeconds(job));
  }

  private void limit(String what, boolean training) {
    double seconds =
        subject
            .engine()
            .convolutionSeconds(subject.graph(), subject.inputShape(batch), training, runs);
    results.put("limit." + what + ".img_s", batch / seconds);
  }

  private double medianSeconds(Runnable job) {
    for (int i = 0; i < WARM_UP; i++) {
      job.run();
    }
    double[] seconds = new double[runs];
    for (int i = 0; i < runs; i++) {
      long start = System.nanoTime();
      job.run();
      seconds[i] = (System.nanoTime() - start) / 1e9;
    }
    Arrays.sort(seconds);
    return (seconds[(runs - 1) / 2] + seconds[runs / 2]) / 2;
  }

  /** The most memory that the process ever had, as Linux counts it; 0 elsewhere. */
  private static long peakMemory() {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new CommandException("%s cannot be read: %s".formatted(status, e.getMessage()));
    }
  }
}
