package dev.stagewright.training;

import dev.stagewright.data.ImageBatches;
import dev.stagewright.data.ImageInput;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.Loading;
import dev.stagewright.model.Provenance;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.model.TrainingMemory;
import dev.stagewright.training.TrainingStep.Made;
import java.util.List;
import java.util.OptionalDouble;
import org.deeplearning4j.optimize.solvers.BaseOptimizer;
import org.jspecify.annotations.Nullable;

/** Goes through the epochs of a run whose steps {@link Workers} make. */
final class WorkersLoop extends EpochLoop {

  private final TrainedModel start;
  private final Workers workers;

  /**
   * Leads workers.
   *
   * @param state whose arrays the workers have
   * @param memory what the model that is trained on remembers; null for none
   */
  WorkersLoop(
      Workers workers,
      TrainingState state,
      ImageInput input,
      List<String> labels,
      @Nullable TrainingMemory memory,
      TaskSetup setup,
      Loading loading,
      List<SessionListener> listeners) {
    super(state, input, setup, loading, System::nanoTime, listeners);
    Provenance origin = Provenance.unknown("about to be trained");
    this.start = new TrainedModel(state.graph(), labels, input, setup.coding(), origin, memory);
    this.workers = workers;
  }

  @Override
  void prepare() {
    check(plan());
    if (state().skipped() != null) {
      throw Hyperparameter.usage(
          "badImages: workers in other processes skip none. Remove the images that cannot be read");
    }
    // The graph as it is, before the plan's optimizer enters its configuration.
    workers.begin(start, plan(), state().steps());
    state().lead();
  }

  /** What one process knows of the others' steps does not suffice for. */
  private static void check(TrainingPlan plan) {
    refuse("fineTuning", !plan.fineTuning().equals(FineTuning.NONE));
    refuse("resizing", !plan.resizing().equals(Resizing.NONE));
    refuse("length", plan.length().isTimed());
    refuse("selection.metric", plan.selection().needsOutputs());
  }

  private static void refuse(String member, boolean isSet) {
    if (isSet) {
      throw Hyperparameter.usage(
          "%s: workers in other processes do not know it. Leave it out, or train on one machine"
              .formatted(member));
    }
  }

  @Override
  void enter() {
    // The workers are ready.
  }

  @Override
  void leave(ImageBatches batches) {
    state().takeOver();
    super.leave(batches);
  }

  @Override
  EpochSteps steps(TrainingStep own, ImageBatches batches, ImageSource images) {
    return new EpochSteps() {
      private int place = state().progress().images();

      @Override
      public boolean hasNext() {
        return state().progress().images() < images.size();
      }

      @Override
      public Made next(double rate) {
        Made made = step(rate);
        place += made.images();
        return made;
      }

      @Override
      public int place() {
        return place;
      }

      @Override
      public void close() {
        // Nothing is read here.
      }
    };
  }

  private Made step(double rate) {
    StepOutcome outcome = StepOutcome.of(workers.step(order(rate)));
    if (outcome.images() == 0) {
      throw new TrainingException(outcome.fault().orElse("The workers found no images"));
    }
    divergence()
        .checkStep(outcome.loss(), OptionalDouble.of(outcome.measured().norm()), outcome::fault);
    outcome
        .fault()
        .ifPresent(
            fault -> {
              throw new TrainingException(fault);
            });
    state().stepLed();
    int batches = (outcome.images() - 1) / plan().batchSize() + 1;
    BaseOptimizer.incrementIterationCount(state().graph(), batches);
    return new Made(outcome.loss(), outcome.correct(), outcome.images());
  }

  private StepOrder order(double rate) {
    return new StepOrder(
        state().steps(),
        state().optimizerSteps(),
        state().graph().getIterationCount(),
        state().graph().getEpochCount(),
        state().progress().images(),
        rate,
        divergence().mostLoss());
  }

  @Override
  ModelScore score(ImageBatches batches, Validation validation, TrainingAdvice advice) {
    workers.form(true);
    PredictedClasses predicted = advice.validationBegins();
    double loss = 0;
    double correct = 0;
    List<PartOfValidation> parts = workers.validate(order(0));
    for (PartOfValidation part : parts) {
      loss += part.loss();
      correct += part.correct();
      predicted.add(part.predicted());
    }
    int images = validation.size();
    ModelScore score =
        new ModelScore(loss / images + parts.get(0).penalty(), correct / images, images);
    if (state().isBest(score)) {
      workers.keepBest();
    }
    workers.form(false);
    return score;
  }
}
