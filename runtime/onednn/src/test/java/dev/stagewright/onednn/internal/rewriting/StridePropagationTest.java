package dev.stagewright.onednn.internal.rewriting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.onednn.internal.model.Convolution;
import dev.stagewright.onednn.internal.model.Function;
import dev.stagewright.onednn.internal.model.Gate;
import dev.stagewright.onednn.internal.model.Layout;
import dev.stagewright.onednn.internal.model.Model;
import dev.stagewright.onednn.internal.model.Nonlinear;
import dev.stagewright.onednn.internal.model.Op;
import dev.stagewright.onednn.internal.model.Parameter;
import dev.stagewright.onednn.internal.model.Pooling;
import dev.stagewright.onednn.internal.model.Shape;
import dev.stagewright.onednn.internal.model.Source;
import dev.stagewright.onednn.internal.model.Sum;
import dev.stagewright.onednn.internal.model.Window;
import dev.stagewright.onednn.internal.model.Window.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The end of one stage and the strided convolutions of the next; 9 x 9 maps of 4 channels. */
class StridePropagationTest {

  private static final Shape WHOLE = new Shape(4, 9, 9);
  private static final Shape QUARTER = new Shape(4, 5, 5);

  private final List<Op> ops = new ArrayList<>();

  @Test
  void theLastBlockBeforeTwoStridedConvolutionsShrinks() {
    block();
    convolution("next", "out", 1, 2, WHOLE, QUARTER);
    convolution("projection", "out", 1, 2, WHOLE, QUARTER);

    Model model = apply("next", "projection");

    assertThat(shape(model, "a")).as("its shortcut is read whole").isEqualTo(WHOLE);
    assertThat(shape(model, "b")).isEqualTo(QUARTER);
    assertThat(convolution(model, "b").window().stride()).isEqualTo(Pair.of(2));
    assertThat(shape(model, "c")).isEqualTo(QUARTER);
    assertThat(convolution(model, "c").in()).isEqualTo(QUARTER);
    assertThat(shape(model, "out")).isEqualTo(QUARTER);
    assertThat(convolution(model, "next").window().stride()).isEqualTo(Pair.of(1));
    assertThat(op(model, "sum").inputs()).containsExactly("c", "pool/every 2 x 2");
    assertThat(names(model).indexOf("pool/every 2 x 2"))
        .as("picked before the convolution that takes the sum in")
        .isLessThan(names(model).indexOf("c"));
  }

  @Test
  void nothingMovesWhereOneReaderWantsEveryCell() {
    block();
    convolution("next", "out", 3, 2, WHOLE, QUARTER);
    convolution("projection", "out", 1, 2, WHOLE, QUARTER);

    assertThat(apply("next", "projection").ops()).isEqualTo(ops);
  }

  @Test
  void anOutputIsWhole() {
    block();
    convolution("next", "out", 1, 2, WHOLE, QUARTER);

    assertThat(apply("next", "out").ops()).isEqualTo(ops);
  }

  @Test
  void aGateIsComputedWhereItIsReadFromAllOfItsMap() {
    ops.add(new Source("input", 0, Layout.NHWC, WHOLE));
    convolution("map", "input", 3, 1, WHOLE, WHOLE);
    Window all = new Window(Pair.of(9), Pair.of(9), Pair.of(1), Pair.of(0), Pair.of(0));
    Shape vector = Shape.vector(4);
    ops.add(new Pooling("squeeze", "map", WHOLE, vector, Pooling.Kind.MEAN, all));
    Function sigmoid = new Function(Function.Kind.SIGMOID, 0);
    ops.add(new Nonlinear("excite", "squeeze", vector, sigmoid));
    ops.add(new Gate("gate", "map", "excite", WHOLE));
    ops.add(new Nonlinear("out", "gate", WHOLE, new Function(Function.Kind.RELU, 0)));
    convolution("next", "out", 1, 2, WHOLE, QUARTER);

    Model model = apply("next");

    assertThat(names(model))
        .containsExactly(
            "input", "map", "map/every 2 x 2", "squeeze", "excite", "gate", "out", "next");
    assertThat(shape(model, "map")).as("the mean is taken of it").isEqualTo(WHOLE);
    assertThat(op(model, "gate").inputs()).containsExactly("map/every 2 x 2", "excite");
    assertThat(shape(model, "gate")).isEqualTo(QUARTER);
    assertThat(shape(model, "excite")).isEqualTo(vector);
    assertThat(convolution(model, "next").window().stride()).isEqualTo(Pair.of(1));
  }

  private void block() {
    ops.add(new Source("input", 0, Layout.NHWC, WHOLE));
    Window three = window(3, 1);
    ops.add(new Pooling("pool", "input", WHOLE, WHOLE, Pooling.Kind.MAX, three));
    convolution("a", "pool", 1, 1, WHOLE, WHOLE);
    convolution("b", "a", 3, 1, WHOLE, WHOLE);
    convolution("c", "b", 1, 1, WHOLE, WHOLE);
    ops.add(new Sum("sum", List.of("c", "pool"), WHOLE));
    ops.add(new Nonlinear("out", "sum", WHOLE, new Function(Function.Kind.RELU, 0)));
  }

  private void convolution(String name, String input, int kernel, int stride, Shape in, Shape out) {
    var weights = new Parameter(name, "W", 0, 16L * kernel * kernel);
    ops.add(new Convolution(name, input, in, out, window(kernel, stride), weights, null));
  }

  private static Window window(int kernel, int stride) {
    Pair padding = Pair.of(kernel / 2);
    return new Window(Pair.of(kernel), Pair.of(stride), Pair.of(1), padding, padding);
  }

  private Model apply(String... outputs) {
    List<Model.Output> all = new ArrayList<>();
    for (String output : outputs) {
      all.add(new Model.Output(output, output, Layout.NHWC, null));
    }
    return StridePropagation.apply(new Model(ops, all, Set.of(), Set.of()));
  }

  private static List<String> names(Model model) {
    return model.ops().stream().map(Op::name).toList();
  }

  private static Op op(Model model, String name) {
    return model.ops().stream().filter(op -> op.name().equals(name)).findFirst().orElseThrow();
  }

  private static Shape shape(Model model, String name) {
    return op(model, name).shape();
  }

  private static Convolution convolution(Model model, String name) {
    return (Convolution) op(model, name);
  }
}
