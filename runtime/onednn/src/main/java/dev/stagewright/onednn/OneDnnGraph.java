package dev.stagewright.onednn;

import dev.stagewright.engine.EngineSettings;
import dev.stagewright.engine.LogitSlopes;
import dev.stagewright.engine.LossGradients;
import dev.stagewright.engine.PlanDescription;
import dev.stagewright.onednn.internal.training.TrainingPlan;
import dev.stagewright.onednn.internal.update.FusedUpdate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.deeplearning4j.nn.api.FwdPassType;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.optimize.solvers.BaseOptimizer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A graph that computes outputs, gradients, scores and parameter updates with oneDNN and is
 * Deeplearning4j's in everything else. What the engine cannot do (masks, external errors, inner
 * activations, training-mode outputs) Deeplearning4j does, on the same arrays.
 *
 * <p>Prediction keeps a reordered copy of the parameters, made anew when they have changed. Changes
 * are noticed if they are made through this class, or in arrays or layers that it gave out since
 * the last prediction. Who keeps such an array over a prediction and writes into it afterwards must
 * call {@link #parametersChanged()}.
 */
public final class OneDnnGraph extends ComputationGraph implements LossGradients, LogitSlopes {

  private static final Logger log = LoggerFactory.getLogger(OneDnnGraph.class);

  private final GraphPlans plans;
  private INDArray @Nullable [] labels;
  private @Nullable FusedUpdate fusedUpdate;
  private @Nullable ComputationGraphUpdater fusedFor;

  private OneDnnGraph(
      ComputationGraphConfiguration configuration, EngineSettings settings, ParameterWatch watch) {
    super(configuration);
    this.plans = new GraphPlans(this, settings, watch);
  }

  /** A graph on the same arrays as another. */
  static OneDnnGraph attachedTo(ComputationGraph graph, EngineSettings settings) {
    ParameterWatch watch =
        graph instanceof OneDnnGraph other ? other.plans.watch() : new ParameterWatch();
    OneDnnGraph attached = new OneDnnGraph(graph.getConfiguration(), settings, watch);
    attached.init(graph.params(), false);
    for (GraphVertex vertex : graph.getVertices()) {
      if (vertex.hasLayer() && vertex.getLayer() instanceof FrozenLayer) {
        attached.vertex(vertex.getVertexName()).setLayerAsFrozen();
      }
    }
    attached.solver = new EngineSolver(attached);
    ComputationGraphUpdater updater = graph.getUpdater(false);
    if (updater != null) {
      INDArray state = updater.getStateViewArray();
      attached.setUpdater(new ComputationGraphUpdater(attached, state));
    }
    attached.setListeners(graph.getListeners());
    return attached;
  }

  private GraphVertex vertex(String name) {
    return super.getVertex(name);
  }

  @Override
  public void parametersChanged() {
    plans.watch().changed();
  }

  @Override
  public void closePlans() {
    plans.close();
  }

  // Prediction

  @Override
  protected INDArray[] outputOfLayersDetached(
      boolean train,
      FwdPassType fwdPassType,
      int[] layerIndexes,
      INDArray[] features,
      INDArray @Nullable [] featureMasks,
      INDArray @Nullable [] labelMasks,
      boolean clearLayerInputs,
      boolean detachedInputs,
      @Nullable MemoryWorkspace outputWorkspace) {
    boolean ordinary =
        !train
            && fwdPassType == FwdPassType.STANDARD
            && Arrays.equals(layerIndexes, getOutputLayerIndices())
            && featureMasks == null
            && clearLayerInputs;
    if (ordinary) {
      Optional<INDArray[]> outputs =
          plans.tryOn(
              false, features, inputs -> plans.inference(flattenedParams, inputs).run(inputs));
      if (outputs.isPresent()) {
        return outputs.get();
      }
    }
    return super.outputOfLayersDetached(
        train,
        fwdPassType,
        layerIndexes,
        features,
        featureMasks,
        labelMasks,
        clearLayerInputs,
        detachedInputs,
        outputWorkspace);
  }

  @Override
  public double score(MultiDataSet data, boolean training) {
    if (!training && !data.hasMaskArrays() && everyOutputHasItsLoss()) {
      Optional<Double> score =
          plans.tryOn(
              false,
              data.getFeatures(),
              inputs -> {
                double loss =
                    plans.inference(flattenedParams, inputs).loss(inputs, data.getLabels());
                return loss / inputs[0].size(0) + penalty();
              });
      if (score.isPresent()) {
        return score.get();
      }
    }
    return super.score(data, training);
  }

  @Override
  public Optional<Slopes> slopes(INDArray image, String layer, ToIntFunction<float[]> logit) {
    return getNumOutputArrays() != 1 || !everyOutputHasItsLoss()
        ? Optional.empty()
        : plans.tryOn(
            false,
            new INDArray[] {image},
            inputs -> plans.explanation(flattenedParams, inputs, layer).explain(inputs, logit));
  }

  /** Of an output that is listed twice Deeplearning4j takes the first labels only. */
  private boolean everyOutputHasItsLoss() {
    List<String> outputs = getConfiguration().getNetworkOutputs();
    return Set.copyOf(outputs).size() == outputs.size()
        && outputs.stream()
            .allMatch(
                name -> super.getLayer(name) instanceof org.deeplearning4j.nn.layers.OutputLayer);
  }

  private double penalty() {
    return calcRegularizationScore(true);
  }

  // Training

  @Override
  public void setLabels(INDArray... labels) {
    super.setLabels(labels);
    this.labels = labels;
  }

  @Override
  public void setLabel(int labelNum, INDArray label) {
    super.setLabel(labelNum, label);
    INDArray[] known = labels == null ? new INDArray[getNumOutputArrays()] : labels;
    known[labelNum] = label;
    labels = known;
  }

  @Override
  public OptionalDouble lossAndGradients() {
    return gradientsOnEngine(getListeners()) ? OptionalDouble.of(score) : OptionalDouble.empty();
  }

  @Override
  public void computeGradientAndScore() {
    if (!gradientsOnEngine(getListeners())) {
      super.computeGradientAndScore();
      return;
    }
    score += penalty();
    for (TrainingListener listener : getListeners()) {
      listener.onBackwardPass(this);
    }
  }

  /**
   * One whole step, if the engine can: gradients, listeners, update.
   *
   * @return false if nothing was done
   */
  boolean trainingStep(ComputationGraphUpdater updater, Collection<TrainingListener> listeners) {
    FusedUpdate update = fused(updater);
    if (update == null || !gradientsOnEngine(listeners)) {
      return false;
    }
    int iteration = getIterationCount();
    int epoch = getEpochCount();
    boolean observed = Callbacks.lookBeforeUpdate(listeners);
    if (observed) {
      score += update.penalty(flattenedParams, iteration, epoch);
      listeners.forEach(listener -> listener.onBackwardPass(this));
      listeners.forEach(listener -> listener.onGradientCalculation(this));
    }
    int batch = batchSize();
    boolean keepUpdates = !listeners.isEmpty();
    double penalty =
        update.apply(flattenedParams, flattenedGradients, batch, iteration, epoch, keepUpdates);
    if (!observed) {
      score += penalty;
    }
    plans.watch().changed();
    listeners.forEach(listener -> listener.iterationDone(this, iteration, epoch));
    BaseOptimizer.incrementIterationCount(this, 1);
    return true;
  }

  /** The fused form of the updater in use, or null where only Deeplearning4j knows it. */
  @SuppressWarnings("ReferenceEquality") // another updater, though equal, has another state
  private @Nullable FusedUpdate fused(ComputationGraphUpdater updater) {
    if (fusedFor != updater) {
      fusedFor = updater;
      fusedUpdate = FusedUpdate.of(this, updater, plans.asked()).orElse(null);
      if (fusedUpdate == null) {
        log.info("The parameter update of this graph runs on Deeplearning4j's updater");
      }
    }
    return fusedUpdate;
  }

  /** Gradients and the mean loss without penalty, if the engine can. */
  private boolean gradientsOnEngine(Collection<TrainingListener> listeners) {
    INDArray[] y = labels;
    if (y == null
        || getInputMaskArrays() != null
        || getLabelMaskArrays() != null
        || !everyOutputHasItsLoss()) {
      return false;
    }
    synchronizeIterEpochCounts();
    if (flattenedGradients == null) {
      initGradientsView();
    }
    Optional<Double> loss =
        plans.tryOn(
            true,
            getInputs(),
            inputs -> {
              TrainingPlan plan = plans.training(flattenedParams, flattenedGradients, inputs);
              double sum = plan.run(inputs, y, getIterationCount());
              Callbacks.forwardPass(
                  this, listeners, plan::outputs, () -> super.feedForward(true, true, true));
              return sum;
            });
    if (loss.isEmpty()) {
      return false;
    }
    score = loss.get() / getInputs()[0].size(0);
    if (gradient == null || gradient.gradient() != flattenedGradients) {
      gradient = GradientViews.of(vertices, topologicalOrder, flattenedGradients);
    }
    return true;
  }

  // Looking at plans

  GraphPlans plans() {
    return plans;
  }

  PlanDescription describe(long[] inputShape, boolean training, int runs) {
    if (training && flattenedGradients == null) {
      initGradientsView();
    }
    return plans.describe(flattenedParams, flattenedGradients, inputShape, training, runs);
  }

  // Changes of parameters

  /** Called by the superclass's constructor too, when there are no plans yet. */
  @SuppressWarnings("UnnecessaryNullCheck")
  private void exposed() {
    if (plans != null) {
      plans.watch().exposed();
    }
  }

  @Override
  public void setParams(INDArray params) {
    super.setParams(params);
    plans.watch().changed();
  }

  @Override
  public void setParamTable(Map<String, INDArray> paramTable) {
    super.setParamTable(paramTable);
    plans.watch().changed();
  }

  @Override
  public void setParam(String key, INDArray value) {
    super.setParam(key, value);
    plans.watch().changed();
  }

  @Override
  public INDArray params() {
    exposed();
    return super.params();
  }

  @Override
  public INDArray getParam(String paramName) {
    exposed();
    return super.getParam(paramName);
  }

  @Override
  public Map<String, INDArray> paramTable(boolean backpropParamsOnly) {
    exposed();
    return super.paramTable(backpropParamsOnly);
  }

  @Override
  public Layer getLayer(int idx) {
    exposed();
    return super.getLayer(idx);
  }

  @Override
  public Layer getLayer(String name) {
    exposed();
    return super.getLayer(name);
  }

  @Override
  public Layer[] getLayers() {
    exposed();
    return super.getLayers();
  }

  @Override
  public GraphVertex getVertex(String name) {
    exposed();
    return super.getVertex(name);
  }

  @Override
  public GraphVertex[] getVertices() {
    exposed();
    return super.getVertices();
  }

  @Override
  public ComputationGraph clone() {
    return attachedTo(super.clone(), plans.asked());
  }

  @Override
  public void close() {
    plans.close();
    super.close();
  }
}
