package dev.stagewright.onednn.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.stream;
import org.jspecify.annotations.Nullable;

/** One thing that a plan does. */
sealed interface Step {

  /** The layer that it belongs to. */
  String layer();

  /** What it does, for people. */
  String kind();

  /** The tensors that it reads or writes. */
  List<Tensor> tensors();

  /** Prepares for execution, once all tensors have their memories. */
  void bind();

  /** Does it. */
  void execute(stream stream);

  /** A oneDNN primitive with its arguments. */
  final class Primitive implements Step {
    private final String layer;
    private final String kind;
    private final String implementation;
    private final String fused;
    private final primitive primitive;
    private final Map<Integer, Tensor> arguments;
    private @Nullable IntMemoryMap bound;

    Primitive(
        String layer,
        String kind,
        String implementation,
        String fused,
        primitive primitive,
        Map<Integer, Tensor> arguments) {
      this.layer = layer;
      this.kind = kind;
      this.implementation = implementation;
      this.fused = fused;
      this.primitive = primitive;
      this.arguments = new LinkedHashMap<>(arguments);
    }

    @Override
    public String layer() {
      return layer;
    }

    @Override
    public String kind() {
      return kind;
    }

    String implementation() {
      return implementation;
    }

    String fused() {
      return fused;
    }

    Map<Integer, Tensor> arguments() {
      return arguments;
    }

    @Override
    public List<Tensor> tensors() {
      return List.copyOf(arguments.values());
    }

    @Override
    public void bind() {
      IntMemoryMap map = new IntMemoryMap();
      arguments.forEach((key, tensor) -> map.put(key, tensor.memory()));
      bound = map;
    }

    @Override
    public void execute(stream stream) {
      primitive.execute(stream, bound);
    }
  }

  /** Work in Java, on few numbers. */
  record Host(String layer, String kind, List<Tensor> tensors, Runnable work) implements Step {
    @Override
    public void bind() {}

    @Override
    public void execute(stream stream) {
      stream._wait();
      work.run();
    }
  }
}
