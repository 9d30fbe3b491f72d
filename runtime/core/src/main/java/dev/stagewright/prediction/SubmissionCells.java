package dev.stagewright.prediction;

import dev.stagewright.prediction.Submission.Content;
import dev.stagewright.tasks.Task;
import dev.stagewright.tasks.TaskCoding;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds out what a sample's columns hold, and makes them of predictions. */
final class SubmissionCells {

  /** Makes the columns behind the id. */
  interface Form {
    List<String> cells(Predicted<?> predicted);
  }

  /** What may separate several labels, the most usual first. */
  private static final List<String> SEPARATORS = List.of(" ", ",", ";", "|");

  private final SubmissionSample sample;
  private final List<String> labels;
  private final TaskCoding coding;
  private final PredictionColumns columns;

  SubmissionCells(SubmissionSample sample, Predictor predictor) {
    this.sample = sample;
    this.labels = predictor.labels();
    this.coding = predictor.coding();
    this.columns = new PredictionColumns(predictor);
  }

  /** The form of the sample; of one column as asked for, or as it looks. */
  Form form(@Nullable Content asked) {
    List<String> names = sample.valueNames();
    if (names.size() > 1 || (asked == null && labels.containsAll(names))) {
      if (asked != null) {
        throw fault("has several columns, whose names say what they hold; leave --submit out");
      }
      return columnsOfLabels(names);
    }
    Content content = asked == null ? look() : asked;
    return switch (content) {
      case LABEL -> labelForm();
      case NUMBER -> numberForm();
      case PROBABILITY -> probabilityForm();
    };
  }

  private Form columnsOfLabels(List<String> names) {
    List<String> unknown = names.stream().filter(name -> !labels.contains(name)).toList();
    if (!unknown.isEmpty()) {
      throw fault(
          "has the columns %s, which are no labels of the model; it has %s"
              .formatted(String.join(", ", unknown), String.join(", ", labels)));
    }
    List<String> absent = labels.stream().filter(label -> !names.contains(label)).toList();
    if (!absent.isEmpty() && coding.task() != Task.BINARY) {
      throw fault(
          "has no column for %s, which the model predicts as well"
              .formatted(String.join(", ", absent)));
    }
    int[] order = names.stream().mapToInt(labels::indexOf).toArray();
    return predicted -> {
      List<BigDecimal> numbers = columns.numbers(predicted);
      return Arrays.stream(order).mapToObj(i -> numbers.get(i).toString()).toList();
    };
  }

  private Content look() {
    if (coding.task() == Task.REGRESSION) {
      return Content.NUMBER;
    }
    Set<String> known = new HashSet<>(labels);
    if (coding.task() == Task.MULTI_LABEL || known.containsAll(sample.values())) {
      return Content.LABEL;
    }
    if (sample.values().stream().allMatch(value -> value.matches("[-+0-9.eE]+"))) {
      return coding.task() == Task.BINARY ? Content.PROBABILITY : Content.NUMBER;
    }
    throw fault(
        "has values in its column \"%s\", for example \"%s\", that are neither labels of the model, %s, nor numbers"
            .formatted(
                sample.names().get(1),
                sample.values().stream().filter(v -> !known.contains(v)).findFirst().orElse(""),
                String.join(", ", labels)));
  }

  private Form labelForm() {
    if (coding.task() == Task.REGRESSION) {
      throw fault("is to hold labels, but the model's task is regression, which has numbers");
    }
    String separator = coding.task() == Task.MULTI_LABEL ? separator() : "";
    return predicted -> List.of(String.join(separator, columns.labels(predicted)));
  }

  /** The one that makes all values labels. */
  private String separator() {
    Set<String> known = new HashSet<>(labels);
    return SEPARATORS.stream()
        .filter(each -> tokens(each).allMatch(known::contains))
        .filter(each -> labels.stream().noneMatch(label -> label.contains(each)))
        .max(
            (a, b) -> // used at all, else the first
            Boolean.compare(isUsed(a), isUsed(b)) != 0
                    ? Boolean.compare(isUsed(a), isUsed(b))
                    : SEPARATORS.indexOf(b) - SEPARATORS.indexOf(a))
        .orElseThrow(
            () ->
                fault(
                    "has values in its column \"%s\", for example \"%s\", that are not labels of the model, %s, separated by a space, comma, semicolon or bar"
                        .formatted(
                            sample.names().get(1),
                            sample.values().get(0),
                            String.join(", ", labels))));
  }

  private boolean isUsed(String separator) {
    return sample.values().stream().anyMatch(value -> value.contains(separator));
  }

  private Stream<String> tokens(String separator) {
    return sample.values().stream()
        .flatMap(value -> Stream.of(value.split(java.util.regex.Pattern.quote(separator))))
        .filter(token -> !token.isEmpty());
  }

  private Form numberForm() {
    boolean one = labels.size() == 1;
    if (coding.task() == Task.MULTI_LABEL || (coding.task() == Task.REGRESSION && !one)) {
      throw fault(
          "has the one column \"%s\"; the model tells %s. Expected a column of each name"
              .formatted(sample.names().get(1), String.join(", ", labels)));
    }
    return coding.task() == Task.REGRESSION
        ? predicted -> List.of(columns.numbers(predicted).get(0).toString())
        : predicted -> List.of(String.valueOf(labels.indexOf(columns.labels(predicted).get(0))));
  }

  private Form probabilityForm() {
    if (coding.task() != Task.BINARY) {
      throw fault(
          "has the one column \"%s\", which is to hold a probability; the model's task is %s, not binary. Expected a column for each of %s"
              .formatted(sample.names().get(1), coding.task(), String.join(", ", labels)));
    }
    return predicted -> List.of(columns.numbers(predicted).get(1).toString());
  }

  private PredictionException fault(String what) {
    return new PredictionException(sample.file() + ": " + what);
  }
}
