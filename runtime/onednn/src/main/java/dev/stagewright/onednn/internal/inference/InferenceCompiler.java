package dev.stagewright.onednn.internal.inference;

import dev.stagewright.engine.EngineSettings;
import dev.stagewright.onednn.internal.model.Concatenation;
import dev.stagewright.onednn.internal.model.Convolution;
import dev.stagewright.onednn.internal.model.Dense;
import dev.stagewright.onednn.internal.model.Dropout;
import dev.stagewright.onednn.internal.model.Gate;
import dev.stagewright.onednn.internal.model.Layout;
import dev.stagewright.onednn.internal.model.Model;
import dev.stagewright.onednn.internal.model.Nonlinear;
import dev.stagewright.onednn.internal.model.Normalization;
import dev.stagewright.onednn.internal.model.Op;
import dev.stagewright.onednn.internal.model.Padding;
import dev.stagewright.onednn.internal.model.Pooling;
import dev.stagewright.onednn.internal.model.Reshape;
import dev.stagewright.onednn.internal.model.Source;
import dev.stagewright.onednn.internal.model.Sum;
import dev.stagewright.onednn.internal.plan.ExplanationPlan;
import dev.stagewright.onednn.internal.plan.Head;
import dev.stagewright.onednn.internal.plan.Heads;
import dev.stagewright.onednn.internal.plan.Program;
import dev.stagewright.onednn.internal.plan.Scopes;
import dev.stagewright.onednn.internal.plan.Tensor;
import dev.stagewright.onednn.internal.primitives.BinaryPrimitives;
import dev.stagewright.onednn.internal.primitives.ConcatenationPrimitives;
import dev.stagewright.onednn.internal.primitives.EltwisePrimitives;
import dev.stagewright.onednn.internal.primitives.InnerProductPrimitives;
import dev.stagewright.onednn.internal.primitives.PaddingPrimitives;
import dev.stagewright.onednn.internal.primitives.Parameters;
import dev.stagewright.onednn.internal.primitives.PoolingPrimitives;
import dev.stagewright.onednn.internal.primitives.PostOps;
import dev.stagewright.onednn.internal.rewriting.StridePropagation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;

/**
 * Compiles a model's forward pass for prediction. A convolution takes in what follows it and nobody
 * else reads: the batch normalization (folded into its weights), a sum and the nonlinearity.
 */
public final class InferenceCompiler implements Op.Visitor<Tensor> {

  private final Program program;
  private final Parameters parameters;
  private final Model model;
  private final Map<String, Tensor> values = new HashMap<>();

  /** How many readers of a value are not compiled yet. */
  private final Map<String, Integer> pending;

  private final Map<String, Op> soleReaders;
  private final List<Tensor> sources = new ArrayList<>();
  private final Heads heads;

  private final Folding folding;

  private InferenceCompiler(Model model, long batch, EngineSettings settings, long weights) {
    this.model = model;
    this.program = new Program(batch, settings, false);
    this.parameters = new Parameters(program, weights, 0);
    this.folding = new Folding(program, parameters);
    this.heads = new Heads(model, batch);
    this.pending = model.consumers();
    this.soleReaders = model.soleReaders();
  }

  /**
   * Compiles.
   *
   * @param batch the number of images
   * @param parameters address of the graph's flat parameter array, float32
   */
  public static InferencePlan compile(
      Model model, long batch, EngineSettings settings, long parameters) {
    return compile(
        model,
        batch,
        settings,
        parameters,
        (compiler, pointers, results) ->
            new InferencePlan(compiler.program, compiler.sources, pointers, results));
  }

  /**
   * Compiles a prediction of one image that puts out a layer's maps, too.
   *
   * @param parameters address of the graph's flat parameter array, float32
   * @return empty unless the layer stands in front of the average pool
   */
  public static Optional<ExplanationPlan> compileExplaining(
      Model model, String layer, EngineSettings settings, long parameters) {
    return ClassWeightPlan.Head.behind(model, layer)
        .map(
            head ->
                compile(
                    model.with(layer),
                    1,
                    settings,
                    parameters,
                    (compiler, pointers, results) ->
                        new ClassWeightPlan(
                            compiler.program,
                            compiler.sources,
                            pointers,
                            results,
                            compiler.parameters.vector(head.dense().weights()),
                            head)));
  }

  /** Makes a plan of what was compiled. */
  private interface Finish<P> {
    P plan(InferenceCompiler compiler, PointerScope pointers, List<InferencePlan.Result> results);
  }

  private static <P> P compile(
      Model model, long batch, EngineSettings settings, long parameters, Finish<P> finish) {
    try (PointerScope pointers = Scopes.open()) {
      Model rewritten = StridePropagation.apply(model);
      var compiler = new InferenceCompiler(rewritten, batch, settings, parameters);
      P plan = finish.plan(compiler, pointers, compiler.addSteps());
      pointers.extend();
      return plan;
    }
  }

  /** The bytes of memory that a plan takes, without taking them. */
  @SuppressWarnings("try") // the scope only has to be open
  public static long bytes(Model model, long batch, EngineSettings settings) {
    try (PointerScope pointers = Scopes.open()) {
      var compiler = new InferenceCompiler(StridePropagation.apply(model), batch, settings, 0);
      compiler.addSteps();
      return compiler.program.layOut();
    }
  }

  private List<InferencePlan.Result> addSteps() {
    for (Op op : model.ops()) {
      if (!values.containsKey(op.name())) {
        define(op, op.accept(this));
      }
    }
    List<InferencePlan.Result> results = model.outputs().stream().map(this::result).toList();
    folding.addSteps();
    return results;
  }

  private void define(Op op, Tensor tensor) {
    values.put(op.name(), tensor);
    op.inputs().forEach(input -> pending.merge(input, -1, Integer::sum));
  }

  private Tensor value(String name) {
    Tensor tensor = values.get(name);
    if (tensor == null) {
      throw new IllegalStateException("the value " + name + " is read before it is made");
    }
    return tensor;
  }

  @Override
  public Tensor source(Source op) {
    Tensor fed = program.fed(op);
    sources.add(fed);
    return program.source(op, fed);
  }

  @Override
  public Tensor convolution(Convolution op) {
    Fusion fused = new Fusion(op, soleReaders, values, pending);
    Tensor output =
        new ConvolutionInference(program, folding, op, fused).compile(value(op.input()));
    return define(fused, output);
  }

  /** As a product and a sum, so that any nonlinearity can follow in the same pass. */
  @Override
  public Tensor normalization(Normalization op) {
    Fusion fused = new Fusion(op, soleReaders, values, pending);
    Tensor map = inLayoutOfSum(op, value(op.input()), fused);
    Folding.Scaling scaling = folding.scaling(op, map.desc);
    PostOps then = new PostOps().add("shift", scaling.shift());
    return product(op, "batchnorm", op.input(), map, scaling.scale(), fused, then);
  }

  @Override
  public Tensor gate(Gate op) {
    Fusion fused = new Fusion(op, soleReaders, values, pending);
    Tensor map = inLayoutOfSum(op, value(op.input()), fused);
    return product(op, "gate", op.input(), map, value(op.gate()), fused, new PostOps());
  }

  /** A map, in the layout of the other term where a sum is fused. */
  private Tensor inLayoutOfSum(Op op, Tensor map, Fusion fused) {
    Fusion.Residual residual = fused.residual();
    return residual == null ? map : program.as(op.name(), map, residual.tensor().desc);
  }

  /** A map times factors, with what follows in one pass. */
  private Tensor product(
      Op op, String kind, String input, Tensor map, Tensor factors, Fusion fused, PostOps then) {
    Fusion.Residual residual = fused.residual();
    Tensor output;
    if (residual != null && residual.replaced()) {
      output = residual.tensor();
    } else {
      output = map == value(input) ? overwritable(input) : map;
    }
    fused.appendTo(then);
    BinaryPrimitives.multiply(program, op.name(), kind, map, factors, output, then);
    return define(fused, output);
  }

  private Tensor define(Fusion fused, Tensor output) {
    fused.taken().forEach(taken -> define(taken, output));
    return output;
  }

  private Tensor overwritable(String input) {
    Tensor tensor = value(input);
    boolean free = pending.getOrDefault(input, 0) == 1 && !tensor.isKept();
    return free ? tensor : program.transientTensor(tensor.desc);
  }

  @Override
  public Tensor nonlinear(Nonlinear op) {
    Tensor input = value(op.input());
    Tensor output = overwritable(op.input());
    EltwisePrimitives.activate(
        program, program.run, op.name(), "eltwise", op.function(), input, output);
    return output;
  }

  @Override
  public Tensor sum(Sum op) {
    Tensor sum = value(op.inputs().get(0));
    Tensor output = program.transientTensor(sum.desc);
    for (String input : op.inputs().subList(1, op.inputs().size())) {
      Tensor term = program.as(op.name(), value(input), sum.desc);
      BinaryPrimitives.add(program, op.name(), "add", sum, term, output);
      sum = output;
    }
    return output;
  }

  @Override
  public Tensor pooling(Pooling op) {
    var primitives = new PoolingPrimitives(program, op, value(op.input()));
    Tensor output = primitives.output();
    primitives.addForward(output, null);
    return output;
  }

  @Override
  public Tensor dense(Dense op) {
    Fusion fused = new Fusion(op, soleReaders, values, pending);
    var primitives =
        new InnerProductPrimitives(
            program, parameters, op, heads.make(op), fused.appendTo(new PostOps()));
    return define(fused, primitives.addForward(value(op.input())));
  }

  @Override
  public Tensor padding(Padding op) {
    Tensor input = value(op.input());
    return new PaddingPrimitives(program, op, input).addForward(input);
  }

  /** Values pass unchanged. */
  @Override
  public Tensor dropout(Dropout op) {
    return passed(op, op.input());
  }

  @Override
  public Tensor concatenation(Concatenation op) {
    return new ConcatenationPrimitives(program, op)
        .addForward(op.inputs().stream().map(this::value).toList());
  }

  @Override
  public Tensor reshape(Reshape op) {
    Tensor input = value(op.input());
    Tensor rows = program.as(op.name(), input, program.plain(op.in(), Layout.NCHW, program.type));
    Tensor own = rows == input ? passed(op, op.input()) : rows;
    return program.view(own, program.plain(op.shape(), Layout.NCHW, program.type));
  }

  /** A value as it is, in memory that may be overwritten. */
  private Tensor passed(Op op, String input) {
    Tensor output = overwritable(input);
    if (output != value(input)) {
      program.reorder(program.run, op.name(), value(input), output);
    }
    return output;
  }

  private InferencePlan.Result result(Model.Output output) {
    Head head = heads.of(output.value());
    if (output.loss() != null && head != null) {
      return new InferencePlan.Result(output, head, null);
    }
    Op op = model.byName().get(output.value());
    if (op == null) {
      throw new IllegalStateException("no operation makes " + output.value());
    }
    Tensor tensor = value(output.value());
    return new InferencePlan.Result(
        output, null, program.copied(output.layer(), tensor, op.shape(), output.layout()));
  }
}
