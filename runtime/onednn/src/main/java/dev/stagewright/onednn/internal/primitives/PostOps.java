package dev.stagewright.onednn.internal.primitives;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.algorithm;

import dev.stagewright.onednn.internal.model.Function;
import dev.stagewright.onednn.internal.plan.Program;
import dev.stagewright.onednn.internal.plan.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;

/** What a primitive does with its result, in this order, before it writes it. */
public final class PostOps {

  private final post_ops ops = new post_ops();
  private final Map<Integer, Tensor> arguments = new LinkedHashMap<>();
  private final StringJoiner names = new StringJoiner("+");

  /** Nothing yet. */
  public PostOps() {}

  /** One function after the other. */
  public static PostOps of(List<Function> functions) {
    return new PostOps().then(functions);
  }

  /** Adds what the destination holds. */
  public PostOps addDestination() {
    ops.append_sum();
    names.add("sum");
    return this;
  }

  /** Adds a tensor; its sides of 1 count for all along them. */
  public PostOps add(String name, Tensor term) {
    arguments.put(DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE * (ops.len() + 1) | DNNL_ARG_SRC_1, term);
    ops.append_binary(algorithm.binary_add.value, term.desc);
    names.add(name);
    return this;
  }

  /** Applies functions. */
  public PostOps then(List<Function> functions) {
    for (Function function : functions) {
      EltwisePrimitives.append(ops, function);
      names.add(function.toString());
    }
    return this;
  }

  /** For the primitive's description. */
  public primitive_attr attributes() {
    primitive_attr attributes = Program.attributes();
    attributes.set_post_ops(ops);
    return attributes;
  }

  /** What the primitive reads beside its own arguments. */
  public Map<Integer, Tensor> arguments() {
    return arguments;
  }

  /** For people. */
  @Override
  public String toString() {
    return names.toString();
  }
}
