package dev.stagewright.training;

import dev.stagewright.model.FloatArrays;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The arrays of a state, wherever they are: here, or with workers until these are done. */
final class StateArrays {

  static final String PARAMETERS = Replica.PARAMETERS;
  static final String AVERAGE = "average";
  static final String BEST = "best";

  private final TrainingState state;
  private final @Nullable Workers workers;
  private boolean areElsewhere;

  /**
   * Those of a state.
   *
   * @param workers null if the graph is trained here
   */
  StateArrays(TrainingState state, @Nullable Workers workers) {
    this.state = state;
    this.workers = workers;
  }

  /** Whether workers have them, or are about to. */
  boolean haveWorkers() {
    return workers != null;
  }

  /** How many values each has. */
  Map<String, Long> lengths() {
    TrainingPlan plan = state.plan();
    List<String> names = new ArrayList<>(List.of(PARAMETERS));
    names.addAll(plan.optimizer().state());
    if (plan.averaging().isOn()) {
      names.add(AVERAGE);
    }
    if (plan.selection().keepBest()) {
      names.add(BEST);
    }
    Map<String, Long> lengths = new LinkedHashMap<>();
    names.forEach(name -> lengths.put(name, state.graph().numParams()));
    return lengths;
  }

  /** Gets ready to {@link #write}. */
  void gather() {
    if (areElsewhere) {
      workers().gather();
    }
  }

  /** Writes an array's values as little-endian float32. */
  void write(String name, OutputStream out) throws IOException {
    if (!areElsewhere) {
      FloatArrays.write(Objects.requireNonNull(state.arrays().get(name)), out);
      return;
    }
    try (InputStream values = workers().get(name)) {
      values.transferTo(out);
    }
  }

  /** Reads an array's values to where the run goes on with them. */
  void read(String name, InputStream values) throws IOException {
    if (workers == null) {
      FloatArrays.read(values, Objects.requireNonNull(state.arrays().get(name)));
    } else {
      workers.put(name, values);
    }
  }

  /** From now on the workers' are those that count. */
  void begin() {
    areElsewhere = true;
  }

  /** Brings them here. */
  void takeOver() {
    gather();
    areElsewhere = false;
    try {
      for (Map.Entry<String, INDArray> array : state.arrays().entrySet()) {
        try (InputStream values = workers().get(array.getKey())) {
          FloatArrays.read(values, array.getValue());
        }
      }
    } catch (IOException e) {
      throw new TrainingException(
          "The trained arrays cannot be read from the workers' storage: " + e.getMessage(), e);
    }
  }

  private Workers workers() {
    return Objects.requireNonNull(workers);
  }
}
