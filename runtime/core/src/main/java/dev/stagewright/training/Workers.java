package dev.stagewright.training;

import dev.stagewright.model.TrainedModel;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Replicas of a network in other processes, that make the steps of a run which a {@link
 * TrainingSession} leads: it says what to do and keeps the books, and never has an array until the
 * run ends. A method that fails leaves the run to be taken up again from its last checkpoint.
 */
public interface Workers {

  /**
   * Takes an array of a state that a run goes on from; called for each of them before {@link
   * #begin}.
   *
   * @param name as {@link TrainingState#arrays} has it
   * @param values little-endian float32 in the graph's order
   * @throws IOException if they cannot be read or passed on
   */
  void put(String name, InputStream values) throws IOException;

  /**
   * Makes the replicas.
   *
   * @param start what they start from, but for the arrays that were {@linkplain #put put}
   * @param plan of the run
   * @param steps how many steps the run has made
   */
  void begin(TrainedModel start, TrainingPlan plan, int steps);

  /**
   * Makes a step, unless a replica finds that it must not be made.
   *
   * @param order of the step
   * @return what the replicas found, in their order
   */
  List<PartOfStep> step(StepOrder order);

  /**
   * Has all replicas predict, or go on to train.
   *
   * @param predicting whether they are to predict
   */
  void form(boolean predicting);

  /**
   * Tries the replicas, which predict, on the images for validation.
   *
   * @param order of the step that would be next
   * @return what the replicas found, in their order
   */
  List<PartOfValidation> validate(StepOrder order);

  /** Has all replicas, which predict, keep their parameters as the best so far. */
  void keepBest();

  /**
   * Gathers all arrays as they are between two steps, to be {@linkplain #get read} until the next
   * call.
   */
  void gather();

  /**
   * Reads an array that was gathered.
   *
   * @param name as {@link TrainingState#arrays} has it
   * @return little-endian float32 in the graph's order
   * @throws IOException if it cannot be read
   */
  InputStream get(String name) throws IOException;
}
