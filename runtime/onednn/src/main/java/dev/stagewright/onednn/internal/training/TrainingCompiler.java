package dev.stagewright.onednn.internal.training;

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
import dev.stagewright.onednn.internal.plan.Step;
import dev.stagewright.onednn.internal.plan.Tensor;
import dev.stagewright.onednn.internal.plan.Tensors;
import dev.stagewright.onednn.internal.primitives.PaddingPrimitives;
import dev.stagewright.onednn.internal.primitives.Parameters;
import dev.stagewright.onednn.internal.rewriting.Subsampling;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;

/** Compiles a model into the forward and backward steps of training. */
public final class TrainingCompiler implements Op.Visitor<Tensor> {

  private final Program program;
  private final TrainingContext context;
  private final Model model;
  private final List<Tensor> sources = new ArrayList<>();
  private final Heads heads;

  private TrainingCompiler(
      Model model, long batch, EngineSettings settings, long weights, long grads) {
    this.model = model;
    this.program = new Program(batch, settings, true);
    this.heads = new Heads(model, batch);
    this.context = new TrainingContext(program, new Parameters(program, weights, grads), model);
  }

  /**
   * Compiles.
   *
   * @param model every output must have a loss
   * @param batch the number of images
   * @param parameters address of the graph's flat parameter array, float32
   * @param gradients address of its flat gradient array
   */
  public static TrainingPlan compile(
      Model model, long batch, EngineSettings settings, long parameters, long gradients) {
    Model rewritten = Subsampling.apart(model);
    try (PointerScope pointers = Scopes.open()) {
      var compiler = new TrainingCompiler(rewritten, batch, settings, parameters, gradients);
      List<Head> heads = compiler.addSteps();
      TrainingPlan plan = new TrainingPlan(compiler.context, compiler.sources, pointers, heads);
      pointers.extend();
      return plan;
    }
  }

  /**
   * Compiles a prediction of one image with the gradient of one of its logits by a layer's maps.
   *
   * @param model its one output must have a loss
   * @param layer with maps in front of the output
   * @param parameters address of the graph's flat parameter array, float32
   */
  public static ExplanationPlan compileExplaining(
      Model model, String layer, EngineSettings settings, long parameters) {
    Model frozen = Subsampling.apart(model.with(layer)).allFrozen();
    try (PointerScope pointers = Scopes.open()) {
      var compiler = new TrainingCompiler(frozen, 1, settings, parameters, 0);
      FrozenPlan plan =
          compiler.explain(frozen.outputs().get(0), frozen.outputs().get(1), pointers);
      pointers.extend();
      return plan;
    }
  }

  private FrozenPlan explain(Model.Output output, Model.Output maps, PointerScope pointers) {
    addForward();
    Head head = head(output);
    var logit = new FrozenPlan.Logit(head);
    Tensor logits = context.value(output.value());
    Tensor gradient = program.pinned(logits.desc, head.gradientAddress());
    program.run.add(
        new Step.Host(output.layer(), "logit", List.of(logits, gradient), logit::choose));
    context.gradients.add(output.value(), gradient, true);
    context.playBack();
    Gradients.Gradient found = context.gradients.of(maps.value());
    Op layer = context.ops.get(maps.value());
    if (found == null || layer == null) {
      throw new IllegalStateException(maps.layer() + " is not in front of the output");
    }
    Layout layout = maps.layout();
    Tensor values = context.value(maps.value());
    return new FrozenPlan(
        program,
        sources,
        pointers,
        logit,
        new FrozenPlan.Maps(
            program.copied(maps.layer(), values, layer.shape(), layout),
            program.copied(maps.layer(), found.tensor(), layer.shape(), layout),
            layout == Layout.NHWC ? new int[] {1, 2} : new int[] {2, 3}));
  }

  /** The bytes of memory that a plan takes, without taking them. */
  @SuppressWarnings("try") // the scope only has to be open
  public static long bytes(Model model, long batch, EngineSettings settings) {
    try (PointerScope pointers = Scopes.open()) {
      var compiler = new TrainingCompiler(Subsampling.apart(model), batch, settings, 0, 0);
      compiler.addSteps();
      return compiler.program.layOut();
    }
  }

  /** Adds everything; the ends of the outputs in their order. */
  private List<Head> addSteps() {
    addForward();
    model.outputs().forEach(this::addHead);
    context.playBack();
    addStatistics();
    return model.outputs().stream().map(this::head).toList();
  }

  private void addForward() {
    model.ops().forEach(op -> context.values.put(op.name(), op.accept(this)));
  }

  @Override
  public Tensor source(Source op) {
    Tensor fed = program.fed(op);
    sources.add(fed);
    return program.source(op, fed);
  }

  @Override
  public Tensor convolution(Convolution op) {
    return new ConvolutionTraining(context, op).compile();
  }

  @Override
  public Tensor normalization(Normalization op) {
    return new NormalizationTraining(context).compile(op);
  }

  @Override
  public Tensor nonlinear(Nonlinear op) {
    return new ElementwiseTraining(context).compile(op);
  }

  @Override
  public Tensor sum(Sum op) {
    return new ElementwiseTraining(context).compile(op);
  }

  @Override
  public Tensor pooling(Pooling op) {
    return new PoolingTraining(context).compile(op);
  }

  @Override
  public Tensor dense(Dense op) {
    return new DenseTraining(context).compile(op, heads.make(op));
  }

  @Override
  public Tensor padding(Padding op) {
    Tensor input = context.value(op.input());
    var primitives = new PaddingPrimitives(program, op, input);
    if (context.passesGradient(op, op.input())) {
      context.onBackward(
          op.name(),
          gradient ->
              context.gradients.add(op.input(), primitives.addBackward(gradient.tensor()), true));
    }
    return primitives.addForward(input);
  }

  @Override
  public Tensor dropout(Dropout op) {
    return new DropoutTraining(context).compile(op);
  }

  @Override
  public Tensor concatenation(Concatenation op) {
    return new ConcatenationTraining(context).compile(op);
  }

  @Override
  public Tensor gate(Gate op) {
    return new GateTraining(context).compile(op);
  }

  @Override
  public Tensor reshape(Reshape op) {
    var inside = program.plain(op.in(), Layout.NCHW, program.type);
    var outside = program.plain(op.shape(), Layout.NCHW, program.type);
    if (context.passesGradient(op, op.input())) {
      context.onBackward(
          op.name(),
          gradient -> {
            Tensor rows = program.as(op.name(), gradient.tensor(), outside);
            context.gradients.add(op.input(), program.view(rows, inside), gradient.owned());
          });
    }
    return program.view(program.as(op.name(), context.value(op.input()), inside), outside);
  }

  private void addHead(Model.Output output) {
    Head head = head(output);
    Tensor logits = context.value(output.value());
    Tensor gradient = program.pinned(logits.desc, head.gradientAddress());
    program.run.add(
        new Step.Host(output.layer(), "loss", List.of(logits, gradient), head::lossAndGradient));
    context.gradients.add(output.value(), gradient, true);
  }

  private Head head(Model.Output output) {
    Head head = heads.of(output.value());
    if (head == null) {
      throw new IllegalStateException(output.layer() + " has no loss to train with");
    }
    return head;
  }

  /** The running statistics' "gradients" and the gradients that are zero. */
  private void addStatistics() {
    List<Tensor> tensors = new ArrayList<>(context.zeroGradients);
    context.statistics.forEach(norm -> tensors.addAll(List.of(norm.mean(), norm.variance())));
    List<RunningStatistics> all =
        context.statistics.stream()
            .map(norm -> new RunningStatistics(norm, context.parameters))
            .toList();
    all.forEach(running -> tensors.addAll(running.tensors()));
    program.run.add(
        new Step.Host(
            "(all)",
            "statistics",
            tensors,
            () -> {
              context.zeroGradients.forEach(Tensors::zero);
              all.forEach(RunningStatistics::update);
            }));
  }
}
