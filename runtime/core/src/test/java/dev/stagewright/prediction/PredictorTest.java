package dev.stagewright.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.stagewright.data.DataException;
import dev.stagewright.data.ImageInput;
import dev.stagewright.data.NamedPicture;
import dev.stagewright.data.Stripes;
import dev.stagewright.model.ModelException;
import dev.stagewright.model.Provenance;
import dev.stagewright.model.TinyGraph;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.network.DataFormat;
import dev.stagewright.network.InputShape;
import dev.stagewright.pictures.Picture;
import dev.stagewright.tasks.TaskCoding;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class PredictorTest {

  private static final List<String> LABELS = List.of("across", "upright", "slanted");
  private static final Offset<Double> CLOSE = Offset.offset(1e-6);
  private static final Stripes STRIPES = new Stripes(7, 4);

  private static TrainedModel model(DataFormat format, InputShape shape, String... labels) {
    return model(
        TinyGraph.build(format, shape, labels.length),
        new ImageInput(shape, format, TinyGraph.input(format).preprocessing()),
        labels);
  }

  private static TrainedModel model(ComputationGraph graph, ImageInput input, String... labels) {
    return new TrainedModel(graph, List.of(labels), input, Provenance.unknown("a test"));
  }

  private static TrainedModel tiny() {
    return model(DataFormat.CHANNELS_LAST, TinyGraph.SHAPE, LABELS.toArray(String[]::new));
  }

  /** Which of the pictures cannot be read. */
  private static NamedPicture picture(int image, int unreadable) {
    return new NamedPicture(
        STRIPES.name(image),
        options -> {
          if (image == unreadable) {
            throw new DataException("gone");
          }
          return STRIPES.picture(image);
        },
        List.of());
  }

  private static List<Predicted<Integer>> predict(Predictor predictor, int unreadable) {
    List<Integer> images = IntStream.range(0, STRIPES.size()).boxed().toList();
    try (var all = predictor.predict(images, image -> picture(image, unreadable), 3)) {
      return all.toList();
    }
  }

  private static double[] one(TrainedModel model, int image) {
    double[] values = new double[model.labels().size()];
    new Classifier(model)
        .classify(STRIPES, values.length)
        .get(image)
        .forEach(each -> values[each.index()] = each.value());
    return values;
  }

  @Test
  void aPictureThatCannotBeReadComesWithItsFaultAmongTheOthers() {
    TrainedModel model = tiny();

    List<Predicted<Integer>> all = predict(Predictor.of(model), 4);

    assertThat(all).extracting(Predicted::source).containsExactly(0, 1, 2, 3, 4, 5, 6);
    assertThat(all.get(4).values()).isEmpty();
    assertThat(all.get(4).fault()).isInstanceOf(DataException.class).hasMessage("gone");
    assertThatThrownBy(() -> all.get(4).require()).isSameAs(all.get(4).fault());
    assertThat(all.get(3).require()).containsExactly(one(model, 3), CLOSE);
    assertThat(all.get(5).require()).containsExactly(one(model, 5), CLOSE);
    assertThat(all.get(6).fault()).isNull();
  }

  /** Of another layout, size, order of labels and temperature. */
  @Test
  void severalModelsAreAlignedByNameAndAveraged() {
    TrainedModel first = tiny();
    TrainedModel raw =
        model(DataFormat.CHANNELS_FIRST, new InputShape(16, 10, 1), "slanted", "across", "upright");
    raw.graph().getParam("output_b").putScalar(0, 0.5);
    TaskCoding sharper = new TaskCoding(raw.coding().task(), List.of(), null, 0.5);
    TrainedModel second =
        new TrainedModel(raw.graph(), raw.labels(), raw.input(), sharper, raw.provenance());
    Map<String, TrainedModel> models = new LinkedHashMap<>();
    models.put("first", first);
    models.put("second", second);

    Predictor both = Predictor.averaging(models);

    assertThat(both.labels()).isEqualTo(LABELS);
    double[] a = one(first, 2);
    double[] b = one(second, 2);
    assertThat(b).isNotEqualTo(one(raw, 2));
    assertThat(predict(both, -1).get(2).require())
        .containsExactly(
            new double[] {(a[0] + b[1]) / 2, (a[1] + b[2]) / 2, (a[2] + b[0]) / 2}, CLOSE);
  }

  @ParameterizedTest
  @EnumSource(
      value = DataFormat.class,
      names = {"CHANNELS_FIRST", "CHANNELS_LAST"})
  void aFlippedViewIsThatOfThePictureMirrored(DataFormat format) {
    Predictor plain = Predictor.of(model(format, TinyGraph.SHAPE, "across", "upright", "slanted"));
    List<Integer> slanted = List.of(2);

    List<Double> flipped = only(plain.with(Set.of(View.FLIP)), slanted, false);
    List<Double> mirrored = only(plain, slanted, true);
    List<Double> both = only(plain.with(Set.of(View.PLAIN, View.FLIP)), slanted, false);
    List<Double> alone = only(plain, slanted, false);

    for (int i = 0; i < 3; i++) {
      assertThat(flipped.get(i)).isCloseTo(mirrored.get(i), CLOSE);
      assertThat(both.get(i)).isCloseTo((alone.get(i) + flipped.get(i)) / 2, CLOSE);
    }
    assertThat(flipped).isNotEqualTo(alone);
  }

  private static List<Double> only(Predictor predictor, List<Integer> image, boolean mirrored) {
    try (var all = predictor.predict(image, i -> mirrored(i, mirrored), 1)) {
      return all.toList().get(0).values();
    }
  }

  private static NamedPicture mirrored(int image, boolean mirrored) {
    byte[] gray = new byte[144];
    try (Picture picture = STRIPES.picture(image)) {
      for (int i = 0; i < gray.length; i++) {
        int x = mirrored ? 11 - i % 12 : i % 12;
        gray[i] = picture.toChannels(1).values()[i / 12 * 12 + x];
      }
    }
    return new NamedPicture("mirrored", options -> Picture.of(gray, 12, 12, 1), List.of());
  }

  @Test
  void outputsThatAreNotFiniteAreAFault() {
    TrainedModel model = tiny();
    model.graph().getParam("output_b").putScalar(0, Double.NaN);

    assertThat(Objects.requireNonNull(predict(Predictor.of(model), -1).get(1).fault()))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            "stripes#1: the prediction for \"across\" is NaN. A network's parameters are damaged,"
                + " or overflow on this picture");
  }

  static Stream<Arguments> misfits() {
    ImageInput input = TinyGraph.input(DataFormat.CHANNELS_LAST);
    ComputationGraph sigmoids = TinyGraph.withHead(Activation.SIGMOID, LossFunction.XENT, 3);
    return Stream.of(
        arguments(
            model(DataFormat.CHANNELS_LAST, TinyGraph.SHAPE, "across", "upright", "flat"),
            "b.zip: found the labels across, upright, flat; those of a.zip are across, upright,"
                + " slanted. Predictions are averaged over models of the same labels"),
        arguments(
            model(sigmoids, input, "across", "upright", "slanted"),
            "b.zip: found a model of the task multi_label; a.zip is one of the task single_label."
                + " Predictions are averaged over models of one task"));
  }

  @ParameterizedTest
  @MethodSource("misfits")
  void modelsThatDoNotFitEachOtherAreRefused(TrainedModel other, String message) {
    Map<String, TrainedModel> models = new LinkedHashMap<>();
    models.put("a.zip", tiny());
    models.put("b.zip", other);

    assertThatThrownBy(() -> Predictor.averaging(models))
        .isInstanceOf(PredictionException.class)
        .hasMessage(message);
  }

  /** Each model's own threshold of a label counts the same. */
  @Test
  void thresholdsAreAveraged() {
    ImageInput input = TinyGraph.input(DataFormat.CHANNELS_LAST);
    ComputationGraph graph = TinyGraph.withHead(Activation.SIGMOID, LossFunction.XENT, 2);
    Map<String, TrainedModel> models = new LinkedHashMap<>();
    for (double[] pair : new double[][] {{0.25, 0.5}, {0.75, 1}}) {
      TaskCoding coding = model(graph, input, "a", "b").coding();
      List<Double> thresholds = Arrays.stream(pair).boxed().toList();
      models.put(
          thresholds.toString(),
          new TrainedModel(
              graph,
              List.of("a", "b"),
              input,
              new TaskCoding(coding.task(), thresholds, null, 1),
              Provenance.unknown("a test")));
    }

    assertThat(Predictor.averaging(models).coding().thresholds()).containsExactly(0.5, 0.75);
  }
}
