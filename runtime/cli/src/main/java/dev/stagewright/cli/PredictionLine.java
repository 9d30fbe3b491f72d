package dev.stagewright.cli;

import dev.stagewright.data.LocatedPicture;
import dev.stagewright.errors.Printable;
import dev.stagewright.prediction.Predicted;
import dev.stagewright.prediction.Predictor;
import dev.stagewright.tasks.Answer;
import dev.stagewright.tasks.Task;
import java.util.stream.Collectors;

/**
 * A prediction in a line for people.
 *
 * @param predictor that makes it
 * @param most how many classes, labels or values to name at most
 */
record PredictionLine(Predictor predictor, int most) {

  String of(Predicted<LocatedPicture> predicted) {
    return predictor.coding().answers(predicted.require(), most).stream()
        .map(this::text)
        .collect(Collectors.joining(", ", Printable.of(predicted.source().path()) + "  ", ""));
  }

  /** Of several labels those that apply have a star. */
  private String text(Answer answer) {
    String label = Printable.of(predictor.labels().get(answer.index()));
    Task task = predictor.coding().task();
    if (task == Task.REGRESSION) {
      return label + " " + (float) answer.value();
    }
    boolean starred =
        task == Task.MULTI_LABEL && predictor.coding().applies(answer.index(), answer.value());
    return label + " " + Numbers.percent(answer.value()) + (starred ? " *" : "");
  }
}
