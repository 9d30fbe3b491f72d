package dev.stagewright.benchmarks;

import dev.stagewright.engine.EngineSettings;
import dev.stagewright.training.Flavor;
import dev.stagewright.training.Optimizer;
import dev.stagewright.training.OptimizerKind;
import dev.stagewright.update.Change;
import dev.stagewright.update.Clip;
import dev.stagewright.update.FlatUpdate;
import dev.stagewright.update.FlatUpdate.Measured;
import dev.stagewright.update.Penalty;
import dev.stagewright.update.Segment;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What an update takes without a network, milliseconds a step. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx2g", "-Dorg.bytedeco.javacpp.maxbytes=4g"})
@State(Scope.Benchmark)
public class UpdateBenchmark {

  private static final double RATE = 1e-6;

  /** The optimizer. */
  @Param({"SGD", "NESTEROV", "ADAM", "ADAMW", "RMSPROP", "LAMB", "LION"})
  public OptimizerKind optimizer = OptimizerKind.SGD;

  /** Whose form. */
  @Param({"KERAS", "TORCH"})
  public Flavor flavor = Flavor.KERAS;

  /** How many parameters; ResNet50's by default. */
  @Param("25600000")
  public int parameters;

  private static final FloatBuffer NOTHING = FloatBuffer.allocate(0);

  /** Their memory goes with them. */
  private final List<INDArray> kept = new ArrayList<>();

  private FlatUpdate update = new FlatUpdate(List.of(), EngineSettings.DEFAULT);
  private FlatUpdate.Arrays arrays = new FlatUpdate.Arrays(NOTHING, NOTHING, NOTHING, NOTHING);
  private List<Change> changes = List.of();

  /** Takes the memory. */
  @Setup(Level.Trial)
  public void fill() {
    Optimizer made = optimizer.make(RATE, new OptimizerKind.Values(null, null, false, flavor));
    update = new FlatUpdate(List.of(new Segment(0, parameters)), EngineSettings.chosen());
    kept.add(Nd4j.rand(DataType.FLOAT, parameters));
    kept.add(Nd4j.rand(DataType.FLOAT, parameters));
    kept.add(Nd4j.zeros(DataType.FLOAT, parameters));
    kept.add(Nd4j.ones(DataType.FLOAT, parameters));
    List<FloatBuffer> buffers = kept.stream().map(FlatUpdate::floats).toList();
    arrays = new FlatUpdate.Arrays(buffers.get(0), buffers.get(1), buffers.get(2), buffers.get(3));
    float decay = (float) made.weightDecay();
    Penalty penalty = new Penalty(0, 0, 0, decay, 0);
    changes = List.of(new Change(made.rule(RATE, 1000), penalty, 8, Clip.NONE));
  }

  /** The look at the gradient that every step begins with. */
  @Benchmark
  public Measured measure() {
    return update.measure(arrays, changes);
  }

  /** The update; returns the penalty. */
  @Benchmark
  public double update() {
    return update.apply(arrays, changes, false);
  }
}
