package dev.stagewright.onednn.internal.training;

import dev.stagewright.onednn.internal.model.Function;
import dev.stagewright.onednn.internal.model.Gate;
import dev.stagewright.onednn.internal.model.Pooling;
import dev.stagewright.onednn.internal.model.Shape;
import dev.stagewright.onednn.internal.model.Window;
import dev.stagewright.onednn.internal.plan.Program;
import dev.stagewright.onednn.internal.plan.Tensor;
import dev.stagewright.onednn.internal.primitives.BinaryPrimitives;
import dev.stagewright.onednn.internal.primitives.EltwisePrimitives;
import dev.stagewright.onednn.internal.primitives.MapProducts;
import dev.stagewright.onednn.internal.primitives.PoolingPrimitives;

/** A map times a number for each channel, forward and backward. */
final class GateTraining {

  private final TrainingContext context;

  GateTraining(TrainingContext context) {
    this.context = context;
  }

  Tensor compile(Gate op) {
    Tensor map = context.value(op.input());
    Tensor gate = context.value(op.gate());
    context.onBackward(
        op.name(),
        gradient -> {
          Tensor dy = context.program.as(op.name(), gradient.tensor(), map.desc);
          if (context.passesGradient(op, op.gate())) {
            Tensor sums =
                MapProducts.fits(op.shape(), map)
                    ? MapProducts.add(context.program, op.name(), "gate_bwd", op.shape(), dy, map)
                    : sums(op, product(op, "gate_bwd", dy, map));
            context.gradients.add(op.gate(), sums, true);
          }
          if (context.passesGradient(op, op.input())) {
            context.gradients.add(op.input(), product(op, "gate_bwd", dy, gate), true);
          }
        });
    return context.multiply(op, "gate", map, gate);
  }

  private Tensor product(Gate op, String kind, Tensor values, Tensor factors) {
    Tensor product = context.program.transientTensor(values.desc);
    BinaryPrimitives.multiply(context.program, op.name(), kind, values, factors, product);
    return product;
  }

  /** Over the maps: oneDNN's poolings are fast, its reductions are not. */
  private Tensor sums(Gate op, Tensor products) {
    Program program = context.program;
    Shape map = op.shape();
    Window.Pair all = new Window.Pair(map.height(), map.width());
    Window.Pair none = Window.Pair.of(0);
    Window window = new Window(all, all, Window.Pair.of(1), none, none);
    Shape vector = Shape.vector(map.channels());
    var mean = new Pooling(op.name(), op.input(), map, vector, Pooling.Kind.MEAN, window);
    var primitives = new PoolingPrimitives(program, mean, products);
    Tensor sums = primitives.output();
    primitives.addForward(sums, null);
    Function times = new Function(Function.Kind.LINEAR, map.height() * map.width());
    EltwisePrimitives.activate(program, program.run, op.name(), "gate_bwd", times, sums, sums);
    return sums;
  }
}
