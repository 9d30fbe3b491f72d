package dev.stagewright.benchmarks;

import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** What a whole network takes, milliseconds a batch. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 10)
@Measurement(iterations = 5, time = 5)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "-Xmx2g",
      "-Dorg.bytedeco.javacpp.maxbytes=8g",
      "-Dorg.bytedeco.javacpp.maxphysicalbytes=12g",
      "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"
    })
public class NetworkBenchmark {

  /** A prediction, from an array to an array. */
  @Benchmark
  public INDArray predict(Subject subject) {
    return subject.graph().outputSingle(subject.data().getFeatures());
  }

  /** A training step with its parameter update; returns the loss. */
  @Benchmark
  public double trainingStep(Subject subject, Training training) {
    subject.graph().fit(subject.data());
    return subject.graph().score();
  }
}
