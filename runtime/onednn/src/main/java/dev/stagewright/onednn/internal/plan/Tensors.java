package dev.stagewright.onednn.internal.plan;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** A float32 tensor's memory from Java. */
public final class Tensors {

  private Tensors() {}

  public static FloatBuffer floats(Tensor tensor) {
    return floats(tensor.memory().get_data_handle(), tensor.desc.get_size() / Float.BYTES);
  }

  public static FloatBuffer floats(Pointer place, long length) {
    return new FloatPointer(place).capacity(length).asBuffer();
  }

  public static float[] read(Tensor tensor) {
    FloatBuffer buffer = floats(tensor);
    float[] values = new float[buffer.capacity()];
    buffer.get(0, values);
    return values;
  }

  public static void write(Tensor tensor, float[] values) {
    floats(tensor).put(0, values);
  }

  public static void zero(Tensor tensor) {
    Pointer.memset(tensor.memory().get_data_handle(), 0, tensor.desc.get_size());
  }
}
