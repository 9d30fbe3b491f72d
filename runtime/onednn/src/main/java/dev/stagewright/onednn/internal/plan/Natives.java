package dev.stagewright.onednn.internal.plan;

import dev.stagewright.engine.Precision;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;
import org.nd4j.nativeblas.NativeOpsHolder;

/** oneDNN's native library: loaded once; why it could not be loaded is kept. */
public final class Natives {

  /**
   * What oneDNN's library runs when it is loaded takes 0.5 MB of stack: with -Xss512k it crashes.
   */
  private static final long LOADER_STACK = 4 << 20;

  private Natives() {}

  private record Loaded(@Nullable engine cpu, @Nullable String failure) {}

  private static final class Holder {
    static final Loaded LOADED = load();
  }

  /** Why oneDNN cannot be used here, with what to do; empty if it can. */
  public static Optional<String> failure() {
    return Optional.ofNullable(Holder.LOADED.failure());
  }

  /** oneDNN's engine for the processor. */
  public static engine cpu() {
    engine cpu = Holder.LOADED.cpu();
    if (cpu == null) {
      throw new IllegalStateException("oneDNN is not available: " + Holder.LOADED.failure());
    }
    return cpu;
  }

  /** Whether the processor computes in a precision. */
  public static boolean supports(Precision precision) {
    return precision == Precision.F32 || hasBf16();
  }

  /** oneDNN's name for the widest vector instructions that it uses here. */
  public static String instructionSet() {
    return dnnl.get_effective_cpu_isa().intern().name();
  }

  /** Whether the processor multiplies bfloat16 numbers itself. */
  public static boolean hasBf16() {
    int isa = dnnl.get_effective_cpu_isa().value;
    int wanted = dnnl.cpu_isa.avx512_core_bf16.value;
    return (isa & wanted) == wanted;
  }

  /**
   * Sets how many threads primitives made and run by the calling thread use. ND4J and oneDNN share
   * one OpenMP library, so that ND4J's own operations on this thread follow.
   */
  public static void useThreads(int threads) {
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
  }

  /** How many threads primitives use that are made by the calling thread. */
  public static int threads() {
    return NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads();
  }

  private static Loaded load() {
    return CompletableFuture.supplyAsync(
            Natives::loadHere,
            loading -> new Thread(null, loading, "onednn-loader", LOADER_STACK).start())
        .join();
  }

  private static Loaded loadHere() {
    try {
      Loader.load(dnnl.class);
      return new Loaded(new engine(engine.kind.cpu, 0), null);
    } catch (LinkageError | RuntimeException e) {
      return new Loaded(
          null,
          "oneDNN's native library for %s could not be loaded (%s); add org.bytedeco:dnnl with that classifier, or switch the engine off with -Dstagewright.engine=none"
              .formatted(Loader.getPlatform(), e));
    }
  }
}
