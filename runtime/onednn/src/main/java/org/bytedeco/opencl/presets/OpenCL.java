package org.bytedeco.opencl.presets;

/**
 * Stands in for a class that oneDNN's preset inherits from, for GPUs. Its own artifact has natives
 * that are not on Maven Central, and the engine for the CPU never uses it.
 */
public class OpenCL {
  /** Makes nothing. */
  public OpenCL() {}
}
