package dev.stagewright.onednn.internal.plan;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.PointerScope;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Steps with their memory, compiled for one batch size and image size. Not safe for several threads
 * at once.
 */
public abstract class Plan implements AutoCloseable {

  final Program program;
  private final List<Tensor> sources;
  private final Arena arena;
  private final stream stream;
  private final PointerScope pointers;
  private boolean closed;

  public Plan(Program program, List<Tensor> sources, PointerScope pointers) {
    this.program = program;
    this.sources = sources;
    this.pointers = pointers;
    this.arena = new Arena(program.layOut());
    this.stream = new stream(program.cpu);
    for (Tensor tensor : program.tensors) {
      if (tensor.buffer.persistent || tensor.buffer.last >= 0) {
        tensor.memory = new memory(tensor.desc, program.cpu, arena.addressOf(tensor));
      }
    }
    program.writeConstants();
    program.refresh.forEach(Step::bind);
    program.run.forEach(Step::bind);
  }

  /** Reorders or folds the parameters into what the primitives read; needed when they change. */
  public final void refresh() {
    execute(program.refresh);
  }

  /** All steps of a run on the arrays, float32 and dense in the graph's layout. */
  protected final void runOn(INDArray[] inputs) {
    try {
      feed(inputs);
      execute(program.run);
    } finally {
      // The plan knows the arrays' addresses only; they must not be collected meanwhile.
      Reference.reachabilityFence(inputs);
    }
  }

  /** Points the plan at the arrays to read. */
  public final void feed(INDArray[] inputs) {
    for (int i = 0; i < sources.size(); i++) {
      INDArray input = inputs[i];
      long address = input.data().pointer().address() + input.offset() * Float.BYTES;
      sources.get(i).memory().set_data_handle(new Address(address));
    }
  }

  final void execute(List<Step> steps) {
    if (closed) {
      throw new IllegalStateException("this plan is closed");
    }
    for (Step step : steps) {
      step.execute(stream);
    }
    stream._wait();
  }

  /** One step, for profiling. */
  public final void execute(Step step) {
    step.execute(stream);
    stream._wait();
  }

  /** Bytes of the plan's own memory. */
  public final long bytes() {
    return arena.bytes();
  }

  /** The steps of a run, in order. */
  public final List<Step> steps() {
    return new ArrayList<>(program.run);
  }

  /** Gives the native memory back. */
  @Override
  public final void close() {
    if (!closed) {
      closed = true;
      pointers.deallocate();
      arena.close();
    }
  }
}
