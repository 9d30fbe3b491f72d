package dev.stagewright.cli;

import dev.stagewright.training.Optimizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Times a network on the engine and on Deeplearning4j, and its convolutions alone, in one run:
 * medians, since machines are noisy, and by turns, since machines drift. Ratios are what counts.
 */
final class Benchmark {

  /** What is done. */
  enum Mode {
    INFER,
    TRAIN
  }

  /** Who does it. */
  enum Subject {
    ENGINE,
    LIMIT,
    DL4J
  }

  /** How often the subjects take turns. */
  private static final int ROUNDS = 5;

  private final EngineGraph network;
  private final int batch;
  private final int runs;
  private final Map<String, Object> results = new LinkedHashMap<>();

  Benchmark(EngineGraph network, int batch, int runs) {
    this.network = network;
    this.batch = batch;
    this.runs = runs;
  }

  /** All figures by their names; rates in images a second, memory in bytes. */
  Map<String, Object> run(Set<Mode> modes, Set<Subject> subjects) {
    results.putAll(network.conditions(batch, runs));
    Map<Mode, Runnable> engine = new EnumMap<>(Mode.class);
    if (subjects.contains(Subject.ENGINE)) {
      modes.forEach(mode -> engine.put(mode, start(mode)));
    }
    Map<Mode, Runnable> stock = new EnumMap<>(Mode.class);
    if (subjects.contains(Subject.DL4J)) {
      ComputationGraph graph = EngineGraph.stock(network.network());
      modes.forEach(mode -> stock.put(mode, warmedUp(job(graph, mode))));
    }
    for (Mode mode : modes) {
      takeTurns(mode, subjects, engine.get(mode), stock.get(mode));
    }
    results.put("peak_memory_bytes", peakMemory());
    return results;
  }

  /** Compiles, and notes what that takes. */
  private Runnable start(Mode mode) {
    Runnable job = job(network.graph(), mode);
    results.put(key("engine", mode, "first_s"), seconds(job));
    warmedUp(job);
    results.put(key("engine", mode, "peak_memory_bytes"), peakMemory());
    return job;
  }

  private void takeTurns(
      Mode mode, Set<Subject> subjects, @Nullable Runnable engine, @Nullable Runnable stock) {
    Map<Subject, List<Double>> seconds = new EnumMap<>(Subject.class);
    int rounds = Math.min(ROUNDS, runs);
    for (int round = 0; round < rounds; round++) {
      int share = runs * (round + 1) / rounds - runs * round / rounds;
      if (engine != null) {
        engine.run(); // others have emptied the caches
        time(engine, share, seconds.computeIfAbsent(Subject.ENGINE, s -> new ArrayList<>()));
      }
      if (subjects.contains(Subject.LIMIT)) {
        seconds
            .computeIfAbsent(Subject.LIMIT, s -> new ArrayList<>())
            .add(limit(mode, Math.max(2, share)));
      }
      if (stock != null) {
        time(stock, share, seconds.computeIfAbsent(Subject.DL4J, s -> new ArrayList<>()));
      }
    }
    seconds.forEach(
        (subject, times) ->
            results.put(key(lower(subject), mode, "img_s"), batch / Numbers.median(times)));
  }

  private Runnable job(ComputationGraph graph, Mode mode) {
    INDArray images = Nd4j.rand(DataType.FLOAT, network.inputShape(batch));
    if (mode == Mode.INFER) {
      return () -> graph.output(images);
    }
    Optimizer.nesterov(1e-3, 0.9).applyTo(graph);
    int classes = network.network().options().classes();
    INDArray labels = Nd4j.zeros(DataType.FLOAT, batch, classes);
    for (int i = 0; i < batch; i++) {
      labels.putScalar(i, i % classes, 1);
    }
    DataSet data = new DataSet(images, labels);
    return () -> graph.fit(data);
  }

  private double limit(Mode mode, int times) {
    return network
        .diagnostics()
        .convolutionSeconds(network.graph(), network.inputShape(batch), mode == Mode.TRAIN, times);
  }

  /** Page faults and clock rates are not counted. */
  private static Runnable warmedUp(Runnable job) {
    job.run();
    job.run();
    return job;
  }

  private static void time(Runnable job, int times, List<Double> seconds) {
    for (int i = 0; i < times; i++) {
      seconds.add(seconds(job));
    }
  }

  private static double seconds(Runnable job) {
    long start = System.nanoTime();
    job.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private static String key(String who, Mode mode, String what) {
    return who + "." + lower(mode) + "." + what;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
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
      throw CommandException.failure("%s cannot be read: %s".formatted(status, e.getMessage()));
    }
  }
}
