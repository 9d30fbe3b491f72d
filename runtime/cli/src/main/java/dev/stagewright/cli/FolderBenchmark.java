package dev.stagewright.cli;

import com.sun.management.OperatingSystemMXBean;
import dev.stagewright.augmentation.Augmentation;
import dev.stagewright.data.Loading;
import dev.stagewright.data.PictureFiles;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Times predictions of a folder's pictures or training on them: the engine alone, loading alone (on
 * all processors), and both together, by turns.
 *
 * <p>Loading is also given in pictures a second of processor time, all threads counted. Together
 * they cannot be faster than 1 / (1 / engine + 1 / loading): both want all processors.
 */
final class FolderBenchmark {

  /** The step of the clock of processor time, in nanoseconds. */
  private static final long TICK = 10_000_000;

  private final EngineGraph network;
  private final List<Path> files;
  private final Augmentation augmentation;
  private final Loading loading;
  private final int batch;
  private final int runs;

  FolderBenchmark(
      EngineGraph network,
      Path folder,
      Augmentation augmentation,
      Loading loading,
      int batch,
      int runs) {
    this.network = network;
    this.files = PictureFiles.in(folder);
    this.augmentation = augmentation;
    this.loading = loading;
    this.batch = Math.min(batch, files.size());
    this.runs = runs;
  }

  /** All figures by their names; rates in pictures a second, medians. */
  Map<String, Object> run(Set<Benchmark.Mode> modes) {
    Map<String, Object> results = new LinkedHashMap<>(network.conditions(batch, runs));
    results.put("pictures", files.size());
    if (modes.contains(Benchmark.Mode.INFER)) {
      time("", new FolderPrediction(network, files, batch), results);
    }
    if (modes.contains(Benchmark.Mode.TRAIN)) {
      try (var work = new FolderTraining(network, files, batch, augmentation, loading)) {
        time("train.", work, results);
      }
    }
    return results;
  }

  private void time(String prefix, FolderWork work, Map<String, Object> results) {
    work.together(); // compiles, and finds pictures that cannot be read
    work.engine();
    List<Double> engine = new ArrayList<>();
    List<Double> loading = new ArrayList<>();
    List<Double> together = new ArrayList<>();
    long spent = 0;
    for (int run = 0; run < runs; run++) {
      engine.add(rate(files.size() / batch * batch, work::engine));
      long before = processorTime();
      loading.add(rate(files.size(), work::loading));
      spent += processorTime() - before;
      together.add(rate(files.size(), work::together));
    }
    double computed = Numbers.median(engine);
    double loaded = Numbers.median(loading);
    double both = Numbers.median(together);
    double bound = 1 / (1 / computed + 1 / loaded);

    results.put(prefix + "engine.img_s", computed);
    results.put(prefix + "loading.img_s", loaded);
    results.put(prefix + "loading.img_cpu_s", runs * files.size() * 1e9 / Math.max(spent, TICK));
    results.put(prefix + "together.img_s", both);
    results.put(prefix + "bound.img_s", bound);
    results.put(prefix + "together.of_engine", both / computed);
    results.put(prefix + "together.of_bound", both / bound);
  }

  private static double rate(int pictures, Runnable pass) {
    long start = System.nanoTime();
    pass.run();
    return pictures * 1e9 / (System.nanoTime() - start);
  }

  /** Of all threads, in nanoseconds. */
  private static long processorTime() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
