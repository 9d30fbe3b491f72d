package dev.stagewright.onednn.internal.training;

import dev.stagewright.onednn.internal.model.Dropout;
import dev.stagewright.onednn.internal.model.Function;
import dev.stagewright.onednn.internal.model.Gate;
import dev.stagewright.onednn.internal.model.Model;
import dev.stagewright.onednn.internal.model.Nonlinear;
import dev.stagewright.onednn.internal.model.Normalization;
import dev.stagewright.onednn.internal.model.Op;
import dev.stagewright.onednn.internal.model.Sum;
import dev.stagewright.onednn.internal.plan.Program;
import dev.stagewright.onednn.internal.plan.Tensor;
import dev.stagewright.onednn.internal.primitives.BinaryPrimitives;
import dev.stagewright.onednn.internal.primitives.Parameters;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the compilers of single operations share while a training plan is made. */
public final class TrainingContext {

  final Program program;
  final Parameters parameters;
  final Model model;
  final Gradients gradients;
  final Map<String, Tensor> values = new HashMap<>();
  final Map<String, Integer> consumers;
  final Map<String, Op> soleReaders;
  final Map<String, Op> ops;

  /** The number of the step that runs. */
  int iteration;

  /** Batch statistics of the normalizations that train. */
  final List<Statistics> statistics = new ArrayList<>();

  /** Biases whose gradient is zero because a batch normalization subtracts them again. */
  final List<Tensor> zeroGradients = new ArrayList<>();

  /** The factors of maps that a sum multiplies on the way. */
  private final Map<String, Tensor> products = new HashMap<>();

  /** The backward steps, last first. */
  private final Deque<Runnable> tape = new ArrayDeque<>();

  /** What the loss's gradient is needed for: parameters, or values that are put out as they are. */
  private final Set<String> trained = new HashSet<>();

  private final Recomputation recomputation;

  /** A normalization with the tensors of its batch's mean and variance, [channels] each. */
  record Statistics(Normalization op, Tensor mean, Tensor variance) {}

  TrainingContext(Program program, Parameters parameters, Model model) {
    this.program = program;
    this.parameters = parameters;
    this.model = model;
    this.gradients = new Gradients(program);
    this.consumers = model.consumers();
    this.soleReaders = model.soleReaders();
    this.ops = model.byName();
    model.ops().forEach(this::noteTrained);
    this.recomputation = new Recomputation(this);
  }

  /** A value as the backward pass reads it: kept, or computed again. */
  Tensor valueBackward(String name) {
    return recomputation.value(name, value(name));
  }

  private void noteTrained(Op op) {
    boolean own = (trains(op) && !op.parameters().isEmpty()) || model.putsOut(op.name());
    boolean below = op.inputs().stream().anyMatch(trained::contains);
    boolean passes = below && !model.stops().contains(op.name());
    if (own || passes) {
      trained.add(op.name());
    }
  }

  /** Whether an operation's own parameters train. */
  boolean trains(Op op) {
    return !model.frozen().contains(op.name());
  }

  /** Whether anything that trains lies at or below a value, so that its gradient is needed. */
  boolean wantsGradient(String value) {
    return trained.contains(value);
  }

  /** Whether the gradient of an operation's input is needed and may pass through the operation. */
  boolean passesGradient(Op op, String input) {
    return wantsGradient(input) && !model.stops().contains(op.name());
  }

  /**
   * The ReLU that a normalization in training applies at once, keeping a bit for each value, or
   * null: the normalization's one reader.
   */
  @Nullable Nonlinear rectified(Normalization op) {
    return trains(op)
            && soleReaders.get(op.name()) instanceof Nonlinear reader
            && reader.function().kind() == Function.Kind.RELU
            && !model.stops().contains(reader.name())
        ? reader
        : null;
  }

  /**
   * The operation whose product with factors a sum of two terms makes on the way, or null: the sum
   * is its one reader.
   */
  @Nullable Op multiplied(Sum sum) {
    if (sum.inputs().size() != 2) {
      return null;
    }
    return sum.inputs().stream()
        .filter(input -> sum.equals(soleReaders.get(input)))
        .map(ops::get)
        .filter(op -> op instanceof Gate || op instanceof Dropout)
        .findFirst()
        .orElse(null);
  }

  /** Makes a map's product with factors, or leaves that to the sum behind it. */
  Tensor multiply(Op op, String kind, Tensor map, Tensor factors) {
    if (soleReaders.get(op.name()) instanceof Sum sum && op.equals(multiplied(sum))) {
      products.put(op.name(), factors);
      return map;
    }
    Tensor product = program.transientTensor(map.desc);
    BinaryPrimitives.multiply(program, op.name(), kind, map, factors, product);
    return product;
  }

  /** What the product that a sum makes on the way is made with. */
  Tensor factors(String product) {
    Tensor factors = products.get(product);
    if (factors == null) {
      throw new IllegalStateException(
          "the factors of " + product + " are read before they are made");
    }
    return factors;
  }

  Tensor value(String name) {
    Tensor tensor = values.get(name);
    if (tensor == null) {
      throw new IllegalStateException("the value " + name + " is read before it is made");
    }
    return tensor;
  }

  void onBackward(String value, java.util.function.Consumer<Gradients.Gradient> work) {
    tape.push(
        () -> {
          Gradients.Gradient gradient = gradients.of(value);
          if (gradient != null) {
            work.accept(gradient);
          }
        });
  }

  void playBack() {
    while (!tape.isEmpty()) {
      tape.pop().run();
    }
  }

  /** Whether an operation may overwrite its input: nobody else reads it, forward or backward. */
  boolean mayOverwrite(String input) {
    Op producer = ops.get(input);
    return consumers.getOrDefault(input, 0) == 1 && producer != null && producer.overwritable();
  }
}
