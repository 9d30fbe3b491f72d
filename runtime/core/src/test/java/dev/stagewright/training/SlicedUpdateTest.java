package dev.stagewright.training;

import static dev.stagewright.update.FlatUpdate.floats;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.model.TinyGraph;
import dev.stagewright.update.FlatUpdate.Measured;
import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** An update slice by slice against that of the whole. */
class SlicedUpdateTest {

  private static final int IMAGES = 7;

  static Stream<TrainingPlan> plans() {
    Decay decay = new Decay(0.01, true);
    return Stream.of(
            new Optimizer.Sgd(0.1),
            new Optimizer.Sgd(0.1, 0.9, decay, Flavor.KERAS),
            new Optimizer.Nesterov(0.1, 0.9, decay, Flavor.TORCH),
            Optimizer.Adam.of(0.01, Decay.NONE, Flavor.KERAS),
            Optimizer.Adam.of(0.01, decay, Flavor.TORCH),
            Optimizer.adamW(0.01, 0.01),
            RmsProp.of(0.01, 0.5, Decay.NONE, Flavor.KERAS),
            Lamb.of(0.01, Decay.ofKernels(0.01)),
            Lion.of(0.001, Decay.NONE))
        .flatMap(
            optimizer ->
                Stream.of(
                        GradientOptions.PLAIN,
                        new GradientOptions(0.05, 0, 1),
                        new GradientOptions(0, 0.01, 1))
                    .map(
                        gradients ->
                            TrainingPlan.builder()
                                .optimizer(optimizer)
                                .gradients(gradients)
                                .averaging(new Averaging(0.9, true))
                                .build()));
  }

  /** A slice's update with what it changes. */
  private record Part(Slice slice, OptimizerState state, GraphUpdate update) {

    static Part of(ComputationGraph graph, TrainingPlan plan, Slice slice) {
      OptimizerState state = OptimizerState.begin(graph, plan, null, slice);
      return new Part(slice, state, new GraphUpdate(graph, plan, state, slice));
    }

    void step(FloatBuffer gradients, Measured measured) {
      update.apply(slice.view(gradients), measured, 0.1, IMAGES);
      update.moveStatistics(slice.view(gradients), 1);
      update.average();
    }

    Measured measure(FloatBuffer gradients) {
      return update.measure(slice.view(gradients), IMAGES);
    }

    List<INDArray> arrays() {
      List<INDArray> arrays = new ArrayList<>(state.arrays().values());
      state.average().ifPresent(arrays::add);
      return arrays;
    }
  }

  @ParameterizedTest
  @MethodSource("plans")
  void hasTheBitsOfTheWhole(TrainingPlan plan) {
    ComputationGraph one = TinyGraph.build();
    ComputationGraph cut = TinyGraph.build();
    Part whole = Part.of(one, plan, new Slice(0, (int) one.numParams()));
    List<Part> parts =
        Replica.slices(cut, plan, 3).stream()
            .filter(slice -> slice.length() > 0)
            .map(slice -> Part.of(cut, plan, slice))
            .toList();

    for (int step = 0; step < 3; step++) {
      INDArray gradients = Nd4j.rand(1, (int) one.numParams()).subi(0.5f);
      INDArray copy = gradients.dup(); // a step may leave updates in them
      FloatBuffer values = floats(gradients);
      FloatBuffer again = floats(copy);
      try {
        Measured sum =
            parts.stream().map(p -> p.measure(values)).reduce(Measured.NONE, Measured::plus);
        parts.forEach(part -> part.step(values, sum));
        whole.step(again, whole.measure(again));
      } finally { // buffers do not keep the memory that they show
        Reference.reachabilityFence(gradients);
        Reference.reachabilityFence(copy);
      }
    }

    assertThat(cut.params()).isEqualTo(one.params());
    List<INDArray> expected = whole.arrays();
    for (Part part : parts) {
      assertThat(part.arrays())
          .isEqualTo(expected.stream().map(array -> part.slice().copy(array)).toList());
    }
  }

  @Test
  void slicesCoverTheGraphAndDifferLittle() {
    ComputationGraph graph = TinyGraph.build();

    List<Slice> slices = Replica.slices(graph, TrainingPlan.builder().build(), 2);

    // 755 values; the second kernel, from 120 on, is cut in chunks of 512.
    assertThat(slices).containsExactly(new Slice(0, 120), new Slice(120, 755));
  }
}
