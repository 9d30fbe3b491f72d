package dev.stagewright.onednn.internal.plan;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.stream;
import org.jspecify.annotations.Nullable;

/** One thing that a plan does. */
public sealed interface Step {

  /** The layer that it belongs to. */
  String layer();

  /** What it does, for people. */
  String kind();

  /** The name of the code that does it. */
  String implementation();

  /** What it does on the way. */
  String fused();

  /** The tensors that it reads or writes. */
  List<Tensor> tensors();

  /** What it makes, or null where that is not one tensor. */
  @Nullable Tensor result();

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

    @Override
    public String implementation() {
      return implementation;
    }

    @Override
    public String fused() {
      return fused;
    }

    @Override
    public @Nullable Tensor result() {
      return Stream.of(DNNL_ARG_DST, DNNL_ARG_DIFF_SRC, DNNL_ARG_DIFF_WEIGHTS)
          .map(arguments::get)
          .filter(Objects::nonNull)
          .findFirst()
          .orElse(null);
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

  /** Steps that together do one thing. */
  record Sequence(
      String layer,
      String kind,
      String implementation,
      String fused,
      List<Step> parts,
      Tensor result)
      implements Step {
    @Override
    public List<Tensor> tensors() {
      return parts.stream().flatMap(part -> part.tensors().stream()).toList();
    }

    @Override
    public void bind() {
      parts.forEach(Step::bind);
    }

    @Override
    public void execute(stream stream) {
      for (Step part : parts) {
        part.execute(stream);
      }
    }
  }

  /** Work in Java, on few numbers. */
  record Host(String layer, String kind, List<Tensor> tensors, Runnable work) implements Step {
    @Override
    public String implementation() {
      return "java";
    }

    @Override
    public String fused() {
      return "";
    }

    @Override
    public @Nullable Tensor result() {
      return null;
    }

    @Override
    public void bind() {}

    @Override
    public void execute(stream stream) {
      stream._wait();
      work.run();
    }
  }
}
