package dev.stagewright.cli;

import dev.stagewright.engine.BatchMemoryException;
import dev.stagewright.network.Network;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryUseMode;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The memory that a command's batches take. Where it is not enough, the message names the option
 * and a size that should fit.
 *
 * @param option that sets the size
 * @param batch the size, in images
 * @param network that the batches are for
 * @param use training or prediction
 */
record MemoryAdvice(String option, int batch, Network network, MemoryUseMode use) {

  /** Measured: training takes 1.7 times what Deeplearning4j's report says. */
  private static final double REPORT = 2;

  /** What of Java's heap a batch may take, beside the images themselves. */
  private static final double HEAP = 0.4;

  void during(Runnable work) {
    during(
        () -> {
          work.run();
          return 0;
        });
  }

  <T> T during(Supplier<T> work) {
    try {
      return work.get();
    } catch (BatchMemoryException e) {
      throw exceeded(option, e);
    } catch (OutOfMemoryError | RuntimeException e) {
      if (OutOfMemory.isCauseOf(e)) {
        throw CommandException.failure(message(e), e);
      }
      throw e;
    }
  }

  /** Names the option that sets the size. */
  static CommandException exceeded(String option, BatchMemoryException fault) {
    return CommandException.failure(
        "%s; the option is %s. Flags of Java go into STAGEWRIGHT_JVM_FLAGS"
            .formatted(fault.getMessage(), option),
        fault);
  }

  private String message(Throwable fault) {
    long fitting = Math.min(batch / 2, Math.min(onHeap(), besideHeap()));
    String advice =
        fitting > 0
            ? String.format(Locale.ROOT, "%s %d should fit", option, fitting)
            : "Even one image may be too much: use smaller ones";
    return String.format(
        Locale.ROOT,
        "Out of memory with %s %d: %s. %s; or allow %s",
        option,
        batch,
        fault.getMessage(),
        advice,
        OutOfMemory.MORE);
  }

  /** A batch is one Java array before it goes to the network. */
  private long onHeap() {
    var shape = network.options().inputShape();
    double image = (double) Float.BYTES * shape.height() * shape.width() * shape.channels();
    return (long) (HEAP * Runtime.getRuntime().maxMemory() / image);
  }

  private long besideHeap() {
    var options = network.options();
    InputType input = options.inputShape().toDl4j(options.dataFormat());
    MemoryReport report = Objects.requireNonNull(network.configuration().getMemoryReport(input));
    double one = bytes(report, 1);
    double perImage = bytes(report, 2) - one;
    double allowed = Math.min(limit(Pointer.maxBytes()), limit(Pointer.maxPhysicalBytes()));
    return (long) Math.max(0, (allowed - one) / perImage + 1);
  }

  /** JavaCPP's 0 is no limit. */
  private static double limit(long bytes) {
    return bytes > 0 ? bytes : Double.POSITIVE_INFINITY;
  }

  private double bytes(MemoryReport report, int images) {
    return REPORT * report.getTotalMemoryBytes(images, use, CacheMode.NONE, DataType.FLOAT);
  }
}
