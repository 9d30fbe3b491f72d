package dev.stagewright.prediction;

import java.util.List;

/**
 * An image and what it shows.
 *
 * @param <S> what images come from
 * @param source where the image comes from, for example its file
 * @param predictions the most probable classes, the most probable first
 */
public record Classified<S>(S source, List<Prediction> predictions) {

  /** Copies the list. */
  public Classified {
    predictions = List.copyOf(predictions);
  }
}
