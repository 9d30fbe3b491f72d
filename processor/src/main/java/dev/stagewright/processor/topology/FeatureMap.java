package dev.stagewright.processor.topology;

/** The shape of one image's activations. */
public record FeatureMap(int height, int width, int channels) {

  /** The shape behind a window that makes this many channels. */
  public FeatureMap through(Window window, int filters) {
    return new FeatureMap(window.output(height), window.output(width), filters);
  }

  /** Height times width. */
  public long area() {
    return (long) height * width;
  }

  @Override
  public String toString() {
    return height + " x " + width + " x " + channels;
  }
}
