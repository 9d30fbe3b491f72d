package dev.stagewright.onednn;

import java.util.Collection;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.Solver;
import org.deeplearning4j.optimize.api.ConvexOptimizer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.optimize.solvers.StochasticGradientDescent;

/** Deeplearning4j's solver with a step that the engine may take as a whole. */
final class EngineSolver extends Solver {

  private final Descent optimizer;

  EngineSolver(OneDnnGraph graph) {
    this.optimizer = new Descent(graph);
  }

  @Override
  public void optimize(LayerWorkspaceMgr workspaceMgr) {
    optimizer.optimize(workspaceMgr);
  }

  @Override
  public void initOptimizer() {}

  @Override
  public ConvexOptimizer getOptimizer() {
    return optimizer;
  }

  @Override
  public void setListeners(Collection<TrainingListener> listeners) {
    optimizer.setListeners(listeners);
  }

  private static final class Descent extends StochasticGradientDescent {
    private final OneDnnGraph graph;

    Descent(OneDnnGraph graph) {
      super(graph.conf(), null, graph.getListeners(), graph);
      this.graph = graph;
    }

    @Override
    public boolean optimize(LayerWorkspaceMgr workspaceMgr) {
      if (accumulator != null
          || !graph.trainingStep(getComputationGraphUpdater(true), trainingListeners)) {
        boolean done = super.optimize(workspaceMgr);
        graph.parametersChanged();
        return done;
      }
      applyConstraints(graph);
      return true;
    }
  }
}
