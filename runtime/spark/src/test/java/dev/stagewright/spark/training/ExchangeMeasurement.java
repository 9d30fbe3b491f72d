package dev.stagewright.spark.training;

import dev.stagewright.data.ImageInput;
import dev.stagewright.data.Preprocessing;
import dev.stagewright.data.Stripes;
import dev.stagewright.engine.Engines;
import dev.stagewright.network.DataFormat;
import dev.stagewright.network.InputShape;
import dev.stagewright.runs.CheckpointInterval;
import dev.stagewright.runs.RunFolder;
import dev.stagewright.runs.RunPlan;
import dev.stagewright.spark.LocalCluster;
import dev.stagewright.training.BatchReport;
import dev.stagewright.training.Decay;
import dev.stagewright.training.Flavor;
import dev.stagewright.training.Optimizer;
import dev.stagewright.training.SessionListener;
import dev.stagewright.training.TrainingPlan;
import dev.stagewright.training.TrainingSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import scala.Tuple2;

/**
 * Measures an exchange: a step of a network that has many parameters and little to compute, on
 * executors and on one machine, with the processor time that it takes, which means something on a
 * busy machine, too. Arguments: millions of parameters. {@code docs/scaling.md} has what came of
 * it.
 */
final class ExchangeMeasurement {

  private static final int STEPS = 12;
  private static final int WARM_UP = 2;
  private static final int PIXELS = 144;

  private ExchangeMeasurement() {}

  public static void main(String[] arguments) throws IOException {
    try (SparkSession spark = LocalCluster.start()) {
      for (String millions : arguments) {
        int outputs = (int) (Double.parseDouble(millions) * 1e6 / (PIXELS + 4));
        double alone = median(alone(outputs));
        for (GradientFormat format : GradientFormat.values()) {
          Times times = shared(spark, outputs, format);
          System.out.printf(
              Locale.ROOT,
              "%s million parameters, %s: a step %.0f ms, on one machine %.0f ms; processor time of"
                  + " an executor %.0f ms, of the driver %.0f ms%n",
              millions,
              format,
              median(times.millis),
              alone,
              (times.executorsEnd - times.executorsStart)
                  / LocalCluster.EXECUTORS
                  / times.counted(),
              (times.driverEnd - times.driverStart) / times.counted());
        }
      }
    }
  }

  private static TrainingSession session(int outputs) {
    var configuration =
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs("input")
            .setInputTypes(new InputShape(12, 12, 1).toDl4j(DataFormat.CHANNELS_LAST))
            .addLayer(
                "dense",
                new DenseLayer.Builder().nOut(outputs).activation(Activation.IDENTITY).build(),
                "input")
            .appendLayer(
                "output", new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build())
            .setOutputs("output")
            .build();
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    ImageInput input =
        new ImageInput(new InputShape(12, 12, 1), DataFormat.CHANNELS_LAST, Preprocessing.TF);
    return new TrainingSession(Engines.attach(graph), input);
  }

  private static TrainingPlan plan() {
    return TrainingPlan.builder()
        .epochs(STEPS)
        .batchSize(2)
        .optimizer(new Optimizer.Sgd(1e-3, 0.9, Decay.NONE, Flavor.KERAS))
        .build();
  }

  /** The times of steps in milliseconds. */
  private static final class Times implements SessionListener {
    private final @Nullable SparkSession spark;
    private final List<Double> millis = new ArrayList<>();
    private long last = System.nanoTime();
    private double executorsStart;
    private double executorsEnd;
    private double driverStart;
    private double driverEnd;

    Times(@Nullable SparkSession spark) {
      this.spark = spark;
    }

    /** Steps between the first and the last look at the processes. */
    int counted() {
      return STEPS - WARM_UP;
    }

    @Override
    public void batch(BatchReport report) {
      millis.add((System.nanoTime() - last) / 1e6);
      if (spark != null && report.epoch() == WARM_UP) {
        executorsStart = executors(spark);
        driverStart = processorMillis();
      }
      if (spark != null && report.epoch() == STEPS) {
        driverEnd = processorMillis();
        executorsEnd = executors(spark);
      }
      last = System.nanoTime();
    }

    private static double processorMillis() {
      return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e6;
    }

    /** Of all executors together; many small tasks, so that each gets one. */
    private static double executors(SparkSession spark) {
      return JavaSparkContext.fromSparkContext(spark.sparkContext())
          .parallelize(Collections.nCopies(20, 0), 20)
          .mapToPair(
              any -> {
                Thread.sleep(20);
                return new Tuple2<>(ProcessHandle.current().pid(), processorMillis());
              })
          .reduceByKey(Math::max)
          .values()
          .reduce(Double::sum);
    }
  }

  private static List<Double> alone(int outputs) {
    Times times = new Times(null);
    session(outputs).listen(times).run(plan(), new Stripes(2, 1));
    return times.millis;
  }

  private static Times shared(SparkSession spark, int outputs, GradientFormat format)
      throws IOException {
    Times times = new Times(spark);
    Path run = Files.createTempDirectory("exchange").resolve("run");
    SparkTraining.on(spark, () -> new Stripes(2, 1))
        .gradients(format)
        .keep(folder -> folder.every(CheckpointInterval.parse("1000")))
        .prepare(session -> session.listen(times))
        .run(() -> RunFolder.create(run, RunPlan.of(plan())), () -> session(outputs), run);
    return times;
  }

  private static double median(List<Double> millis) {
    List<Double> sorted = new ArrayList<>(millis.subList(WARM_UP, millis.size()));
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
