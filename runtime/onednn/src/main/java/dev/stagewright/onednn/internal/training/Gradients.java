package dev.stagewright.onednn.internal.training;

import dev.stagewright.onednn.internal.plan.Program;
import dev.stagewright.onednn.internal.plan.Tensor;
import dev.stagewright.onednn.internal.primitives.BinaryPrimitives;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The loss's gradients with respect to values, gathered from all who read them. */
final class Gradients {

  /**
   * A gradient so far.
   *
   * @param owned whether nobody else reads this memory later, so that it may be overwritten
   */
  record Gradient(Tensor tensor, boolean owned) {}

  private final Program program;
  private final Map<String, Gradient> gradients = new HashMap<>();

  Gradients(Program program) {
    this.program = program;
  }

  @Nullable Gradient of(String value) {
    return gradients.get(value);
  }

  void add(String value, Tensor tensor, boolean owned) {
    Gradient known = gradients.get(value);
    gradients.put(
        value, known == null ? new Gradient(tensor, owned) : sum(value, known, tensor, owned));
  }

  /**
   * Adds the same to all cells of a map's gradient so far.
   *
   * @param known the gradient so far
   * @param each [batch, channels, 1, 1]
   */
  void addToAllCells(String value, Gradient known, Tensor each) {
    Tensor result = known.owned() ? known.tensor() : program.transientTensor(known.tensor().desc);
    BinaryPrimitives.add(program, value, "add_gradients", known.tensor(), each, result);
    gradients.put(value, new Gradient(result, true));
  }

  private Gradient sum(String value, Gradient known, Tensor tensor, boolean owned) {
    // The sum goes where the wider-lived layout already is and nobody else looks.
    Tensor first = owned ? tensor : known.tensor();
    Tensor second = program.as(value, owned ? known.tensor() : tensor, first.desc);
    Tensor result = owned || known.owned() ? first : program.transientTensor(first.desc);
    BinaryPrimitives.add(program, value, "add_gradients", first, second, result);
    return new Gradient(result, true);
  }
}
