package dev.stagewright.onednn.plan;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.algorithm;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.binary;
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

  private Gradient sum(String value, Gradient known, Tensor tensor, boolean owned) {
    // The sum goes where the wider-lived layout already is and nobody else looks.
    Tensor first = owned ? tensor : known.tensor();
    Tensor second = program.as(value, owned ? known.tensor() : tensor, first.desc);
    Tensor result = owned || known.owned() ? first : program.transientTensor(first.desc);
    var description =
        new binary.primitive_desc(
            program.cpu,
            algorithm.binary_add,
            first.desc,
            second.desc,
            result.desc,
            Program.attributes(),
            false);
    program.add(
        program.run,
        value,
        "add_gradients",
        "",
        description,
        new binary(description),
        Map.of(DNNL_ARG_SRC_0, first, DNNL_ARG_SRC_1, second, DNNL_ARG_DST, result));
    return new Gradient(result, true);
  }
}
