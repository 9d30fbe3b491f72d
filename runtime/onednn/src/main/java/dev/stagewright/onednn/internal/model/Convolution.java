package dev.stagewright.onednn.internal.model;

import dev.stagewright.onednn.internal.model.Window.Pair;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A convolution.
 *
 * @param kernel [out, in / groups, height, width]
 * @param bias [out], or null
 * @param groups in which the channels are divided; 1 for none
 */
public record Convolution(
    String name,
    String input,
    Shape in,
    Shape shape,
    Window window,
    Parameter kernel,
    @Nullable Parameter bias,
    long groups)
    implements Op {
  /** One that sees all channels. */
  public Convolution(
      String name,
      String input,
      Shape in,
      Shape shape,
      Window window,
      Parameter kernel,
      @Nullable Parameter bias) {
    this(name, input, in, shape, window, kernel, bias, 1);
  }

  @Override
  public List<String> inputs() {
    return List.of(input);
  }

  @Override
  public List<Parameter> parameters() {
    return bias == null ? List.of(kernel) : List.of(kernel, bias);
  }

  /** The same kernel, moved otherwise over another value. */
  public Convolution on(String other, Shape otherIn, Shape otherShape, Window otherWindow) {
    return new Convolution(name, other, otherIn, otherShape, otherWindow, kernel, bias, groups);
  }

  @Override
  public Optional<Pair> inputStride(Pair stride) {
    return Optional.of(window.seesOneCell() ? window.stride().times(stride) : Pair.of(1));
  }

  @Override
  public Op strided(Pair stride, Cells cells) {
    Pair made = cells.stride(input);
    Pair step = window.stride().times(stride).dividedBy(made);
    return on(input, in.every(made), shape.every(stride), window.withStride(step));
  }

  /** Of one image, computed directly. */
  public double multiplyAdds() {
    double taps = (double) window.kernel().height() * window.kernel().width();
    return taps * in.channels() / groups * shape.length();
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.convolution(this);
  }
}
