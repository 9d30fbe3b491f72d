package dev.stagewright.training;

import dev.stagewright.data.BadImages;
import dev.stagewright.data.DataDigest;
import dev.stagewright.data.ImageCheck;
import dev.stagewright.data.ImageInput;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.ImageSplit;
import dev.stagewright.data.Loading;
import dev.stagewright.data.Preprocessing;
import dev.stagewright.data.SkippedImages;
import dev.stagewright.engine.EngineSettings;
import dev.stagewright.engine.Engines;
import dev.stagewright.errors.StagewrightException.Kind;
import dev.stagewright.model.Labels;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.network.Network;
import dev.stagewright.network.StageInfo;
import dev.stagewright.tasks.TaskCoding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/**
 * Trains one graph. Each run carries out a plan and continues where the run before it ended: an
 * optimizer of the same kind keeps its state, also with another learning rate, and the order of the
 * images goes on with the graph's epoch count, so that two runs of one epoch equal one run of two.
 * For one thread at a time.
 *
 * <p>With the same graph, plan and images on the same machine the result is the same bit for bit.
 */
public final class TrainingSession {

  private final ComputationGraph graph;
  private final ImageInput input;
  private final List<SessionListener> listeners = new ArrayList<>();
  private final Map<String, String> settings = new LinkedHashMap<>();
  private List<StageInfo> stages = List.of();
  private Loading loading = Loading.DEFAULT;
  private LongSupplier clock = System::nanoTime;
  private BadImages badImages = BadImages.FAIL;
  private final List<SkippedImages.Skipped> knownSkipped = new ArrayList<>();
  private @Nullable TrainedModel before;
  private @Nullable Workers workers;

  /**
   * Makes a session for a graph of any make.
   *
   * @param graph an initialized graph with one output layer; it is trained in place
   * @param input how images become its input
   */
  public TrainingSession(ComputationGraph graph, ImageInput input) {
    this.graph = graph;
    this.input = input;
  }

  /**
   * Makes a session for a generated network; {@link Network#build()} makes its graph. Images are
   * preprocessed as the library does that the network follows ({@link Preprocessing#of(Network)}).
   *
   * @param network the network with its options
   * @return a session
   */
  public static TrainingSession of(Network network) {
    return of(network, ImageInput.of(network));
  }

  /**
   * Makes a session for a generated network; {@link Network#build()} makes its graph.
   *
   * @param network the network with its options
   * @param preprocessing what is done to the images' colors
   * @return a session
   */
  public static TrainingSession of(Network network, Preprocessing preprocessing) {
    // The input first: it finds faults before the graph takes its memory.
    return of(network, ImageInput.of(network, preprocessing));
  }

  /**
   * Makes a session for a generated network; {@link Network#build()} makes its graph.
   *
   * @param network the network with its options
   * @param input how images become its input
   * @return a session
   */
  public static TrainingSession of(Network network, ImageInput input) {
    return of(network, input, EngineSettings.chosen());
  }

  /**
   * Makes a session for a generated network; {@link Network#build(EngineSettings)} makes its graph.
   *
   * @param network the network with its options
   * @param input how images become its input
   * @param engine how the engine, if there is one, computes
   * @return a session
   */
  public static TrainingSession of(Network network, ImageInput input, EngineSettings engine) {
    TrainingSession session = new TrainingSession(network.build(engine), input);
    session.stages = network.stages();
    session.settings.put("network", network.name());
    session.settings.put("networkOptions", network.options().toJson());
    return session;
  }

  /**
   * Makes a session that continues to train a model.
   *
   * @param model the model; its graph is trained in place
   * @return a session
   */
  public static TrainingSession resume(TrainedModel model) {
    TrainingSession session = new TrainingSession(model.graph(), model.input());
    session.before = model;
    return session;
  }

  /**
   * Notes something that models of this session's runs are to remember.
   *
   * @param name of the setting in their provenance
   * @param value in any form
   * @return this
   */
  public TrainingSession note(String name, String value) {
    settings.put(name, value);
    return this;
  }

  /**
   * Adds a listener.
   *
   * @param listener watches every run from now on
   * @return this
   */
  public TrainingSession listen(SessionListener listener) {
    listeners.add(listener);
    return this;
  }

  /**
   * Loads pictures with other settings, which do not change the result.
   *
   * @param how threads and cache, from the next run on
   * @return this
   */
  public TrainingSession loading(Loading how) {
    loading = how;
    return this;
  }

  /**
   * Goes by another clock, in runs with a {@link RunLength#time}.
   *
   * @param nanos counts nanoseconds; {@link System#nanoTime} by default
   * @return this
   */
  public TrainingSession clock(LongSupplier nanos) {
    clock = nanos;
    return this;
  }

  /**
   * Says what is done about images that cannot be read; {@link BadImages#FAIL} by default.
   *
   * @param what FAIL ends the run, before its first step where that shows without decoding. SKIP
   *     leaves them out: images for validation are all decoded before the first step; of those to
   *     train on, what only decoding shows is left out of its batch, which is smaller then. Images
   *     that are left out do not change the order of the others or what is drawn for them
   * @return this
   */
  public TrainingSession badImages(BadImages what) {
    badImages = what;
    return this;
  }

  /**
   * Says what an earlier part of the run has left out, so that its model counts it and nobody is
   * told again.
   *
   * @param images as the earlier part's listeners were told
   * @return this
   */
  public TrainingSession skipped(Collection<SkippedImages.Skipped> images) {
    knownSkipped.addAll(images);
    return this;
  }

  /**
   * Has others make the steps, from the next run on.
   *
   * @param workers of one run each
   * @return this
   */
  public TrainingSession by(Workers workers) {
    this.workers = workers;
    return this;
  }

  /**
   * Carries out a plan; its share of the images, if any, is held out for validation.
   *
   * @param plan what to do
   * @param images images with the labels or targets that the network is to tell
   * @return the trained model and what happened
   * @throws TrainingException if plan, network and images do not fit, or the training diverges: the
   *     loss (with penalties) or the validation loss is not finite or a million times the first
   *     batch's (at least 1), or parameters are NaN, infinite or beyond 1e18 at the end
   * @throws dev.stagewright.model.ModelException if the network has another number of classes
   * @throws dev.stagewright.data.DataException if images cannot be read; those whose headers tell
   *     are named before the first step, all together
   */
  public TrainingResult run(TrainingPlan plan, ImageSource images) {
    return proceed(begin(plan), images);
  }

  /**
   * Carries out a plan, with images of its own for validation.
   *
   * @param plan what to do; its validation share must be 0
   * @param images images with the labels or targets that the network is to tell
   * @param validation labeled images of the same classes
   * @return the trained model and what happened
   * @throws TrainingException as {@link #run(TrainingPlan, ImageSource)}
   * @throws dev.stagewright.model.ModelException if the network has another number of classes
   * @throws dev.stagewright.data.DataException if images cannot be read; those whose headers tell
   *     are named before the first step, all together
   */
  public TrainingResult run(TrainingPlan plan, ImageSource images, ImageSource validation) {
    return proceed(begin(plan), images, validation);
  }

  private TrainingState begin(TrainingPlan plan) {
    return new TrainingState(graph, plan, stages, before == null ? null : before.memory(), workers);
  }

  /**
   * Goes on with a run that was stopped. Where the images are the same, the result is that of a run
   * which was not stopped.
   *
   * @param state of a run of this session
   * @param images the images of that run, those held out for validation among them
   * @return the trained model and what happened
   * @throws TrainingException as {@link #run(TrainingPlan, ImageSource)}, and if the state is of
   *     another graph
   */
  public TrainingResult proceed(TrainingState state, ImageSource images) {
    TrainingPlan plan = state.plan();
    if (plan.validationShare() == 0) {
      return start(state, images, null);
    }
    ImageSplit split = ImageSplit.stratified(images, plan.validationShare(), plan.seed());
    return start(state, split.training(), split.heldOut());
  }

  /**
   * Goes on with a run that was stopped and has images of its own for validation.
   *
   * @param state of a run of this session
   * @param images the training images of that run
   * @param validation the images for validation of that run
   * @return the trained model and what happened
   * @throws TrainingException as {@link #run(TrainingPlan, ImageSource, ImageSource)}, and if the
   *     state is of another graph
   */
  public TrainingResult proceed(TrainingState state, ImageSource images, ImageSource validation) {
    if (state.plan().validationShare() > 0) {
      throw new TrainingException(
          Kind.USAGE,
          "validationShare: found %s together with images for validation; give one of them"
              .formatted(state.plan().validationShare()));
    }
    if (!validation.labels().equals(images.labels())) {
      throw new TrainingException(
          "validation: found the classes %s; expected those of the training images: %s"
              .formatted(validation.labels(), images.labels()));
    }
    return start(state, images, validation);
  }

  /**
   * Tries ever higher learning rates, each by one step, on a copy of the graph: graph, model and
   * this session stay as they are. It ends early where the loss is not finite any more or rises to
   * four times the lowest one.
   *
   * @param plan what the steps are; its learning rate, schedule, epochs and validation do not count
   * @param images images with the labels or targets that the network is to tell
   * @param sweep which rates
   * @return the losses, and a rate to train with
   * @throws TrainingException if plan, network and images do not fit
   */
  public RateRange findRate(TrainingPlan plan, ImageSource images, RateSweep sweep) {
    ComputationGraph copy = graph.clone();
    try {
      return new RateSearch(copy, input, stages, loading, plan, images, sweep).run(images);
    } finally {
      copy.close();
    }
  }

  /**
   * Puts a run's state, that somebody has kept in a file, into this session's graph. {@link
   * #proceed} then goes on to the same bits as a run that was never interrupted.
   *
   * @param checkpoint of a run of the same network
   * @return the state
   * @throws TrainingException if the checkpoint is of another network
   */
  public TrainingState restore(Checkpoint checkpoint) {
    return checkpoint.restore(graph, stages, workers);
  }

  @SuppressWarnings("ReferenceEquality") // equal parameters would not do
  private TrainingResult start(
      TrainingState state, ImageSource images, @Nullable ImageSource given) {
    if (state.graph() != graph) {
      throw new TrainingException(
          Kind.USAGE, "proceed: found the state of another graph; expected one of this session");
    }
    state.resume();
    TrainingPlan plan = state.plan();
    List<String> labels = images.labels();
    TaskCoding known = before == null ? null : before.coding();
    ImageSource validation = readable(state, images, given);
    TaskSetup setup = TaskSetup.of(graph, plan, images, validation, known);
    Labels.check(labels);
    if (before != null && !before.labels().equals(labels)) {
      throw new TrainingException(
          "The model was trained on the classes %s; found images of %s. Give images of the same classes in the same order, or train a new model"
              .formatted(before.labels(), labels));
    }
    Map<String, String> digests = DataDigest.of(images, validation, setup.coding().task());
    EpochLoop loop = loop(state, setup, labels);
    loop.prepare();
    try {
      listeners.forEach(listener -> listener.watches(state));
      listeners.forEach(listener -> listener.sees(images, validation, digests));
      listeners.forEach(
          listener ->
              listener.started(plan, images.size(), validation == null ? 0 : validation.size()));
      String status = Engines.status(graph);
      listeners.forEach(listener -> listener.runsOn(status));
      SkippedImages skipped = state.skipped();
      if (skipped != null) {
        skipped.tell(image -> listeners.forEach(listener -> listener.skipped(image)));
      }
      long start = System.nanoTime();
      Ending ending = loop.run(images, validation);
      TaskCoding coding = setup.tuned(graph, input, plan, validation);
      Duration duration = Duration.ofNanos(System.nanoTime() - start);
      TrainedModel model =
          new TrainedModel(
              graph,
              labels,
              input,
              coding,
              new RunProvenance(state, settings, before == null ? null : before.provenance())
                  .of(images, validation, digests),
              state.memory());
      before = model;
      TrainingResult result = new TrainingResult(model, state, ending, duration);
      listeners.forEach(listener -> listener.ended(result));
      return result;
    } catch (RuntimeException | Error e) {
      listeners.forEach(listener -> listener.failed(e));
      throw e;
    } finally {
      listeners.forEach(SessionListener::closed);
    }
  }

  private EpochLoop loop(TrainingState state, TaskSetup setup, List<String> labels) {
    if (workers == null) {
      return new EpochLoop(state, input, setup, loading, clock, listeners);
    }
    var memory = before == null ? null : before.memory();
    return new WorkersLoop(workers, state, input, labels, memory, setup, loading, listeners);
  }

  /** Looks at all images; gives those for validation that can be read. */
  private @Nullable ImageSource readable(
      TrainingState state, ImageSource images, @Nullable ImageSource validation) {
    if (badImages == BadImages.FAIL) {
      ImageCheck.check(validation == null ? List.of(images) : List.of(images, validation));
      return validation;
    }
    SkippedImages skipped = new SkippedImages();
    skipped.addKnown(knownSkipped);
    state.skipping(skipped);
    skipped.look(images);
    return validation == null ? null : skipped.decodable(validation);
  }
}
