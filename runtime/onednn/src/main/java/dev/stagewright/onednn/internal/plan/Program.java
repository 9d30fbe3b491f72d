package dev.stagewright.onednn.internal.plan;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;

import dev.stagewright.engine.EngineSettings;
import dev.stagewright.engine.Precision;
import dev.stagewright.onednn.internal.model.Layout;
import dev.stagewright.onednn.internal.model.Shape;
import dev.stagewright.onednn.internal.model.Source;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.primitive_desc_base;
import org.bytedeco.dnnl.reorder;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A plan in the making: its steps in order, and the memory that they touch. */
public final class Program {

  public final engine cpu = Natives.cpu();
  public final long batch;
  public final EngineSettings settings;
  public final memory.data_type type;

  /**
   * Whether the parameters change with every run. Then what primitives read instead of them is made
   * where it is read and forgotten behind it, which keeps it in the caches; else it is kept.
   */
  public final boolean training;

  /** Steps that follow from the parameters alone, run when those have changed. */
  public final List<Step> refresh = new ArrayList<>();

  /** Steps of every run. */
  public final List<Step> run = new ArrayList<>();

  final Set<Tensor> tensors = new LinkedHashSet<>();

  /** What each primitive needs while it runs; one after the other they share it. */
  private final Buffer scratchpad = Buffer.persistentOf(0);

  /** What refreshing steps of one layer hand to each other; the next layer takes it again. */
  private final Buffer scratch = Buffer.persistentOf(0);

  private final Map<FloatBuffer, Tensor> constants = new HashMap<>();

  private final List<Tensor> zeroed = new ArrayList<>();

  public Program(long batch, EngineSettings settings, boolean training) {
    this.batch = batch;
    this.training = training;
    this.settings = settings;
    this.type =
        settings.precision() == Precision.BF16 ? memory.data_type.bf16 : memory.data_type.f32;
  }

  // Descriptors. Dimensions are always N, C, H, W; vectors are 1 x 1 maps.

  public long[] dims(Shape shape) {
    return new long[] {batch, shape.channels(), shape.height(), shape.width()};
  }

  public memory.desc any(Shape shape) {
    return new memory.desc(dims(shape), type, memory.format_tag.any);
  }

  public memory.desc plain(Shape shape, Layout layout, memory.data_type dataType) {
    var tag = layout == Layout.NHWC ? memory.format_tag.nhwc : memory.format_tag.nchw;
    return new memory.desc(dims(shape), dataType, tag);
  }

  public static memory.desc vector(long length) {
    return new memory.desc(new long[] {length}, memory.data_type.f32, memory.format_tag.a);
  }

  // Memory.

  public Tensor transientTensor(memory.desc desc) {
    return register(new Tensor(desc, Buffer.transientOf(desc.get_size()), 0));
  }

  public Tensor persistentTensor(memory.desc desc) {
    return register(new Tensor(desc, Buffer.persistentOf(desc.get_size()), 0));
  }

  /** For something that is made of the parameters by {@link #preparation}. */
  public Tensor preparedTensor(memory.desc desc) {
    return training ? transientTensor(desc) : persistentTensor(desc);
  }

  /** Where steps go that make something of the parameters alone. */
  public List<Step> preparation() {
    return training ? run : refresh;
  }

  /** Memory of somebody else's, such as a parameter in the graph's flat array. */
  public Tensor pinned(memory.desc desc, long address) {
    return register(new Tensor(desc, Buffer.pinnedAt(new Address(address)), 0));
  }

  /** An array of the caller's, float32. {@link Plan#feed} points it at one. */
  public Tensor fed(Source op) {
    return pinned(plain(op.shape(), op.layout(), memory.data_type.f32), 0);
  }

  /**
   * Whether a convolution reads a map plane after plane: oneDNN has kernels for so few channels,
   * and only they put out blocks of channels, as all further layers want them.
   */
  public static boolean readsPlain(Shape map) {
    return map.channels() <= 4;
  }

  /** A fed array as the first layers read it. */
  public Tensor source(Source op, Tensor fed) {
    Layout layout = readsPlain(op.shape()) ? Layout.NCHW : op.layout();
    return as(op.name(), fed, plain(op.shape(), layout, type));
  }

  /** The same bytes through another descriptor. */
  public Tensor view(Tensor tensor, memory.desc desc) {
    return slice(tensor, desc, 0);
  }

  /**
   * A part of a tensor.
   *
   * @param bytes from the tensor's start
   */
  public Tensor slice(Tensor tensor, memory.desc desc, long bytes) {
    return register(tensor.slice(desc, bytes));
  }

  /** For what {@link #preparation} needs on the way, within one layer. */
  public Tensor scratch(memory.desc desc) {
    return training ? transientTensor(desc) : shared(scratch, desc);
  }

  private Tensor shared(Buffer buffer, memory.desc desc) {
    buffer.reserve(desc.get_size());
    return register(new Tensor(desc, buffer, 0));
  }

  /**
   * Values that never change, in one place for all who want the same.
   *
   * @param values in the order in which the descriptor stores them
   */
  public Tensor constant(memory.desc desc, float[] values) {
    Tensor tensor =
        constants.computeIfAbsent(FloatBuffer.wrap(values), v -> persistentTensor(desc));
    return view(tensor, desc);
  }

  /** Memory that is zero at first and keeps what is written. */
  public Tensor zeroed(memory.desc desc) {
    Tensor tensor = persistentTensor(desc);
    zeroed.add(tensor);
    return tensor;
  }

  /** Fills the constants in, once all tensors have their memories. */
  void writeConstants() {
    zeroed.forEach(Tensors::zero);
    constants.forEach((values, tensor) -> Tensors.write(tensor, values.array()));
    constants.clear();
  }

  private Tensor register(Tensor tensor) {
    tensors.add(tensor);
    return tensor;
  }

  // Steps.

  /** Attributes with a scratchpad that lies in the arena. */
  public static primitive_attr attributes() {
    primitive_attr attributes = new primitive_attr();
    attributes.set_scratchpad_mode(dnnl.scratchpad_mode.user);
    return attributes;
  }

  public Step.Primitive add(
      List<Step> steps,
      String layer,
      String kind,
      String fused,
      primitive_desc_base description,
      primitive primitive,
      Map<Integer, Tensor> arguments) {
    Map<Integer, Tensor> all = new LinkedHashMap<>(arguments);
    memory.desc needed = description.scratchpad_desc();
    if (needed.get_size() > 0) {
      all.put(DNNL_ARG_SCRATCHPAD, shared(scratchpad, needed));
    }
    String implementation = description.impl_info_str().getString();
    var step = new Step.Primitive(layer, kind, implementation, fused, primitive, all);
    steps.add(step);
    return step;
  }

  /** Copies a tensor into another layout or type. */
  public void reorder(List<Step> steps, String layer, Tensor from, Tensor to) {
    var description = new reorder.primitive_desc(cpu, from.desc, cpu, to.desc, attributes(), false);
    add(
        steps,
        layer,
        "reorder",
        "",
        description,
        new reorder(description),
        Map.of(DNNL_ARG_FROM, from, DNNL_ARG_TO, to));
  }

  /** The tensor itself where it already is as wanted, else a reordered copy. */
  public Tensor as(String layer, Tensor tensor, memory.desc wanted) {
    if (tensor.desc.equals(wanted)) {
      return tensor;
    }
    Tensor copy = transientTensor(wanted);
    reorder(run, layer, tensor, copy);
    return copy;
  }

  /**
   * Copies a tensor out of the plan.
   *
   * @param shape of the value for one image
   * @param layout how Deeplearning4j stores it
   * @return an array that every run writes anew
   */
  public INDArray copied(String layer, Tensor tensor, Shape shape, Layout layout) {
    long[] dims = dims(shape);
    long[] own =
        switch (layout) {
          case VECTOR -> new long[] {dims[0], dims[1]};
          case NCHW -> dims;
          case NHWC -> new long[] {dims[0], dims[2], dims[3], dims[1]};
        };
    INDArray array = Detached.make(() -> Nd4j.create(DataType.FLOAT, own, 'c'));
    Layout order = layout == Layout.NHWC ? Layout.NHWC : Layout.NCHW;
    Tensor plain =
        pinned(plain(shape, order, memory.data_type.f32), array.data().pointer().address());
    reorder(run, layer, tensor, plain);
    return array;
  }

  /**
   * Gives every buffer its place in the plan's memory.
   *
   * @return the bytes that all need together
   */
  public long layOut() {
    computeLives();
    Set<Buffer> buffers = new LinkedHashSet<>();
    tensors.forEach(tensor -> buffers.add(tensor.buffer));
    return Arena.layOut(buffers);
  }

  /** Marks when each buffer is first and last needed. */
  private void computeLives() {
    for (int i = 0; i < run.size(); i++) {
      for (Tensor tensor : run.get(i).tensors()) {
        tensor.buffer.touch(i);
      }
    }
  }
}
