package dev.stagewright.prediction;

import dev.stagewright.data.ImageInput;
import dev.stagewright.data.NamedPicture;
import dev.stagewright.errors.Printable;
import dev.stagewright.model.ModelException;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.tasks.TaskCoding;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Predicts what many pictures show, with one model or with several, from one view of each picture
 * or from several. Probabilities or values are averaged over models and views; thresholds of labels
 * are averaged over the models.
 *
 * <p>A picture that cannot be read, or for which a model's outputs are not finite, does not end the
 * others: it comes with its fault. Pictures are read ahead on several threads while networks
 * compute; they are decoded once for every {@link ImageInput} that models differ in.
 *
 * <pre>{@code
 * Predictor predictor = Predictor.of(TrainedModel.load(file)).with(Set.of(View.PLAIN, View.FLIP));
 * try (var all = predictor.predict(PictureFiles.in(folder), 32)) {
 *   all.forEach(each -> System.out.println(each.source() + " " + each.values()));
 * }
 * }</pre>
 */
public final class Predictor {

  private final List<Member> members;
  private final Set<View> views;
  private final List<String> labels;
  private final TaskCoding coding;

  private Predictor(List<Member> members, Set<View> views, List<String> labels, TaskCoding coding) {
    this.members = List.copyOf(members);
    this.views = views;
    this.labels = labels;
    this.coding = coding;
  }

  /**
   * Predicts with one model.
   *
   * @param model the model
   * @return a predictor from plain views
   */
  public static Predictor of(TrainedModel model) {
    return averaging(Map.of("model", model));
  }

  /**
   * Averages the predictions of several models.
   *
   * @param models at least one, by names for messages, all of one task and of the same labels,
   *     whose order may differ. The first one's order is that of the predictions
   * @return a predictor from plain views
   * @throws PredictionException if the models do not fit each other; the message names one
   */
  public static Predictor averaging(Map<String, TrainedModel> models) {
    Map<String, TrainedModel> named = new LinkedHashMap<>(models);
    if (named.isEmpty()) {
      throw new PredictionException("models: found none; expected at least one");
    }
    var first = named.entrySet().iterator().next();
    List<Member> members =
        named.entrySet().stream()
            .map(e -> Member.of(e.getKey(), e.getValue(), first.getKey(), first.getValue()))
            .toList();
    TaskCoding coding = first.getValue().coding();
    List<Double> thresholds =
        IntStream.range(0, coding.thresholds().size())
            .mapToObj(label -> meanThreshold(members, label))
            .toList();
    return new Predictor(
        members,
        Set.of(View.PLAIN),
        first.getValue().labels(),
        // What is averaged are values already: scaled back, and of each model's temperature.
        new TaskCoding(coding.task(), thresholds, null, 1));
  }

  private static double meanThreshold(List<Member> members, int label) {
    return members.stream()
        .mapToDouble(m -> m.outputs().coding().thresholds().get(m.order().get(label)))
        .average()
        .orElseThrow();
  }

  /**
   * The same from other views.
   *
   * @param others at least one
   * @return another predictor
   */
  public Predictor with(Set<View> others) {
    if (others.isEmpty()) {
      throw new PredictionException("views: found none; expected at least one");
    }
    return new Predictor(members, EnumSet.copyOf(others), labels, coding);
  }

  /**
   * The names of what is told.
   *
   * @return of class, label or value i at index i; of no and yes
   */
  public List<String> labels() {
    return labels;
  }

  /**
   * What predictions mean.
   *
   * @return the task, with thresholds from which on labels apply
   */
  public TaskCoding coding() {
    return coding;
  }

  /**
   * Predicts picture files.
   *
   * @param files pictures
   * @param batchSize how many are computed at once, at least 1
   * @return every file with its prediction or its fault, in order. To be closed if it is not read
   *     to its end
   */
  public Stream<Predicted<Path>> predict(Iterable<Path> files, int batchSize) {
    return predict(files, NamedPicture::of, batchSize);
  }

  /**
   * Predicts pictures from anywhere.
   *
   * @param <S> what pictures come from
   * @param sources of the pictures; gone through once for every input that models differ in
   * @param pictures makes a source's picture
   * @param batchSize how many are computed at once, at least 1
   * @return every source with its prediction or its fault, in order. To be closed if it is not read
   *     to its end
   */
  public <S> Stream<Predicted<S>> predict(
      Iterable<S> sources, Function<S, NamedPicture> pictures, int batchSize) {
    Set<ImageInput> inputs = new LinkedHashSet<>();
    members.forEach(member -> inputs.add(member.input()));
    var computation =
        new PredictedPictures.Computation() {
          @Override
          public double[][] values(Map<ImageInput, INDArray> batches) {
            return Predictor.this.values(batches);
          }

          @Override
          public @Nullable RuntimeException fault(double[] values, String picture) {
            return Predictor.this.fault(values, picture);
          }
        };
    return PredictedPictures.stream(sources, pictures, List.copyOf(inputs), batchSize, computation);
  }

  private @Nullable RuntimeException fault(double[] values, String picture) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        return new ModelException(
            "%s: the prediction for \"%s\" is %s. A network's parameters are damaged, or overflow on this picture"
                .formatted(picture, Printable.of(labels.get(coding.task().label(i))), values[i]));
      }
    }
    return null;
  }

  /** The mean over members and views. */
  private double[][] values(Map<ImageInput, INDArray> batches) {
    double[][] sums = {};
    int count = members.size() * views.size();
    for (Member member : members) {
      for (View view : views) {
        INDArray whole = Objects.requireNonNull(batches.get(member.input()));
        INDArray batch = view.of(whole, member.input().format());
        double[][] values = member.values(batch);
        sums = sums.length == 0 ? values : sum(sums, values);
      }
    }
    for (double[] row : sums) {
      for (int i = 0; i < row.length; i++) {
        row[i] /= count;
      }
    }
    return sums;
  }

  private static double[][] sum(double[][] a, double[][] b) {
    for (int image = 0; image < a.length; image++) {
      for (int i = 0; i < a[image].length; i++) {
        a[image][i] += b[image][i];
      }
    }
    return a;
  }
}
