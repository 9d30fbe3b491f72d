package dev.stagewright.onednn.internal.plan;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.dnnl_memory_desc_handle;
import org.bytedeco.dnnl.dnnl_memory_handle;
import org.bytedeco.dnnl.dnnl_post_ops_handle;
import org.bytedeco.dnnl.dnnl_primitive_attr_handle;
import org.bytedeco.dnnl.dnnl_primitive_desc_handle;
import org.bytedeco.dnnl.dnnl_primitive_handle;
import org.bytedeco.dnnl.dnnl_stream_handle;
import org.bytedeco.javacpp.PointerScope;

/** Scopes that gather oneDNN's objects, so that a plan can free them all when it closes. */
public final class Scopes {

  private Scopes() {}

  /** Only oneDNN's: what ND4J caches meanwhile is not ours to free. */
  @SuppressWarnings("unchecked") // an array of classes as a variable argument
  public static PointerScope open() {
    return new PointerScope(
        dnnl_memory_handle.class,
        dnnl_memory_desc_handle.class,
        dnnl_primitive_handle.class,
        dnnl_primitive_desc_handle.class,
        dnnl_primitive_attr_handle.class,
        dnnl_post_ops_handle.class,
        dnnl_stream_handle.class,
        IntMemoryMap.class);
  }
}
