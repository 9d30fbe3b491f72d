package dev.stagewright.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagewright.augmentation.Affine;
import dev.stagewright.augmentation.Augmentation;
import dev.stagewright.augmentation.ColorJitter;
import dev.stagewright.augmentation.Cutout;
import dev.stagewright.augmentation.GaussianBlur;
import dev.stagewright.augmentation.Grayscale;
import dev.stagewright.augmentation.HorizontalFlip;
import dev.stagewright.augmentation.Mixing;
import dev.stagewright.augmentation.RandAugment;
import dev.stagewright.augmentation.RandomCrop;
import dev.stagewright.augmentation.RandomErasing;
import dev.stagewright.augmentation.RandomResizedCrop;
import dev.stagewright.augmentation.Rotation;
import dev.stagewright.augmentation.TrivialAugment;
import dev.stagewright.augmentation.VerticalFlip;
import dev.stagewright.network.DataFormat;
import dev.stagewright.network.InputShape;
import dev.stagewright.network.NetworkOptions;
import dev.stagewright.network.Pooling;
import dev.stagewright.network.Regularization;
import dev.stagewright.tasks.ClassWeights;
import dev.stagewright.tasks.LossOptions;
import dev.stagewright.training.Averaging;
import dev.stagewright.training.FineTuning;
import dev.stagewright.training.Flavor;
import dev.stagewright.training.GradientOptions;
import dev.stagewright.training.Optimizer;
import dev.stagewright.training.OptimizerKind;
import dev.stagewright.training.Resizing;
import dev.stagewright.training.RunLength;
import dev.stagewright.training.Schedule;
import dev.stagewright.training.Selection;
import dev.stagewright.training.TrainingPlan;
import dev.stagewright.weights.InitialWeights;
import dev.stagewright.weights.LoadMode;
import dev.stagewright.weights.WeightFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is stored as JSON comes back as it was, or is refused with the member's name. */
class RecordJsonTest {

  private static final String PLAN =
      "{\"epochs\":7,\"batchSize\":5,\"optimizer\":{\"kind\":\"sgd\",\"learningRate\":0.1,\"momentum\":0.0,\"decay\":{\"rate\":0.0,\"all\":false},\"flavor\":\"keras\"},\"seed\":-9223372036854775808,\"shuffle\":false,\"validationShare\":0.25,\"kerasRunningVariance\":true,\"reestimateStatistics\":20,\"loss\":{\"labelSmoothing\":0.1,\"classWeights\":{\"kind\":\"given\",\"byLabel\":{\"cat\":2.5}},\"focalGamma\":2.0},\"thresholdBeta\":1.0,\"standardizeTargets\":true,\"schedule\":{\"kind\":\"polynomial\",\"power\":2.0,\"to\":0.1},\"gradients\":{\"maxNorm\":0.5,\"maxValue\":0.0,\"accumulate\":4},\"averaging\":{\"decay\":0.75,\"warmup\":true},\"selection\":{\"metric\":\"accuracy\",\"patience\":3,\"keepBest\":true},\"augmentation\":{\"transforms\":[],\"mixing\":{\"mixup\":0.0,\"cutmix\":0.0},\"fastDecoding\":false},\"length\":{\"time\":600.0,\"steps\":90,\"shortenings\":[{\"behind\":40,\"steps\":80}]},\"sampling\":{\"kind\":\"none\"},\"resizing\":{\"phases\":[{\"until\":0.5,\"scale\":0.5}]},\"fineTuning\":{\"freezeTo\":\"stage 3\",\"unfreezeAfter\":2,\"blockDecay\":0.9}}";

  private static TrainingPlan plan(Optimizer optimizer) {
    return plan(optimizer, new ClassWeights.Given(Map.of("cat", 2.5)));
  }

  private static TrainingPlan plan(Optimizer optimizer, ClassWeights weights) {
    return new TrainingPlan(
        7,
        5,
        optimizer,
        Long.MIN_VALUE,
        false,
        0.25,
        true,
        20,
        new LossOptions(0.1, weights, 2),
        1,
        true,
        new Schedule.Polynomial(2, 0.1),
        new GradientOptions(0.5, 0, 4),
        new Averaging(0.75, true),
        new Selection("accuracy", 3, true),
        Augmentation.NONE,
        new RunLength(Duration.ofMinutes(10), 90, List.of(new RunLength.Shortening(40, 80))),
        new ClassWeights.None(),
        new Resizing(List.of(new Resizing.Phase(0.5, 0.5))),
        new FineTuning("stage 3", 2, 0.9));
  }

  static Stream<Optimizer> optimizers() {
    return Stream.concat(
        Stream.of(new Optimizer.Adam(1e-7, 0.1, 0.2, 1e-30), Optimizer.adamW(0.1, 1.0 / 3)),
        Arrays.stream(OptimizerKind.values())
            .flatMap(
                kind ->
                    Stream.of(
                        kind.make(0.125, OptimizerKind.Values.DEFAULT),
                        kind.make(0.25, new OptimizerKind.Values(0.5, 0.1, true, Flavor.TORCH)))));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void plansWithEveryOptimizerComeBack(Optimizer optimizer) {
    TrainingPlan plan = plan(optimizer);

    assertThat(TrainingPlan.fromJson(plan.toJson())).isEqualTo(plan);
  }

  @Test
  void aPlanIsPlainToRead() {
    assertThat(plan(Optimizer.sgd(0.1)).toJson()).isEqualTo(PLAN);
  }

  static Stream<Schedule> schedules() {
    return Stream.of(
        new Schedule.Constant(),
        new Schedule.Step(0.25, 0.1),
        new Schedule.Exponential(0.01),
        new Schedule.Cosine(0.1, 0.01, 0.001, 3, 0.5),
        new Schedule.OneCycle(0.3, 0.04, 4e-6),
        new Schedule.Plateau(0.1, 10, 1e-4, 2, 0.001));
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void plansWithEveryScheduleComeBack(Schedule schedule) {
    TrainingPlan plan = TrainingPlan.builder().schedule(schedule).build();

    assertThat(TrainingPlan.fromJson(plan.toJson())).isEqualTo(plan);
  }

  static Stream<ClassWeights> classWeights() {
    return Stream.of(
        new ClassWeights.None(),
        new ClassWeights.Balanced(),
        new ClassWeights.Given(Map.of("a", 0.0, "b", 1.5)));
  }

  @ParameterizedTest
  @MethodSource("classWeights")
  void plansWithEveryKindOfClassWeightsComeBack(ClassWeights weights) {
    TrainingPlan plan = plan(Optimizer.sgd(0.1), weights);

    assertThat(TrainingPlan.fromJson(plan.toJson())).isEqualTo(plan);
  }

  static Stream<Augmentation> augmentations() {
    return Stream.of(
        Augmentation.of(
                new RandomResizedCrop(),
                new RandomCrop(),
                new HorizontalFlip(),
                new VerticalFlip(),
                new Rotation(),
                new Affine(),
                new ColorJitter(),
                new Grayscale(),
                new GaussianBlur(),
                new RandomErasing(),
                new Cutout(),
                new RandAugment(),
                new TrivialAugment())
            .withMixing(new Mixing(0.2, 1))
            .withFastDecoding(true),
        Augmentation.NONE);
  }

  @ParameterizedTest
  @MethodSource("augmentations")
  void plansWithEveryTransformComeBack(Augmentation augmentation) {
    TrainingPlan plan = TrainingPlan.builder().augmentation(augmentation).build();

    assertThat(TrainingPlan.fromJson(plan.toJson())).isEqualTo(plan);
  }

  static Stream<InitialWeights> weights() {
    return Stream.of(
        InitialWeights.none(),
        InitialWeights.imagenet(),
        InitialWeights.file(Path.of("w.h5")),
        InitialWeights.file(Path.of("ä b.h5"), Map.of("a", "b"), LoadMode.NEW_HEAD));
  }

  @ParameterizedTest
  @MethodSource("weights")
  void optionsWithEveryKindOfWeightsComeBack(InitialWeights weights) {
    NetworkOptions options =
        new NetworkOptions(
            false,
            Pooling.MAX,
            2,
            new InputShape(224, 112, 3),
            DataFormat.CHANNELS_FIRST,
            new Regularization(0.1, 0),
            0.3,
            weights,
            Long.MAX_VALUE);

    assertThat(NetworkOptions.fromJson(options.toJson())).isEqualTo(options);
  }

  @Test
  void optionsThatReplaceNothingComeBack() {
    NetworkOptions options =
        new NetworkOptions(
            true,
            Pooling.NONE,
            2,
            new InputShape(8, 9, 1),
            DataFormat.CHANNELS_LAST,
            null,
            null,
            InitialWeights.none(),
            0);

    assertThat(options.toJson())
        .isEqualTo(
            "{\"includeTop\":true,\"pooling\":\"none\",\"classes\":2,\"inputShape\":{\"height\":8,\"width\":9,\"channels\":1},\"dataFormat\":\"channels_last\",\"regularization\":null,\"alpha\":null,\"weights\":{\"kind\":\"none\"},\"seed\":0}");
    assertThat(NetworkOptions.fromJson(options.toJson())).isEqualTo(options);
  }

  @Test
  void weightsThatWereReadBeforeAreStoredAsTheirFile() {
    WeightFile read = new WeightFile(Path.of("w.h5"), "made", false, List.of(), "");
    InitialWeights given = InitialWeights.of(read, Map.of(), LoadMode.COMPLETE, report -> {});

    assertThat(given.stored())
        .isEqualTo(InitialWeights.file(Path.of("w.h5"), Map.of(), LoadMode.COMPLETE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "\"epochs\":7, | '' | $: the member \"epochs\" is missing",
        "\"epochs\" | \"epoch\" | '$.epoch: unknown; expected epochs, batchSize, optimizer, seed, shuffle, validationShare, kerasRunningVariance, reestimateStatistics, loss, thresholdBeta, standardizeTargets, schedule, gradients, averaging, selection, augmentation, length, sampling, resizing, fineTuning. Did you mean epochs?'",
        "\"epochs\":7 | \"epochs\":7.5 | $.epochs is not an integer of 32 bits",
        "\"epochs\":7 | \"epochs\":\"7\" | '$.epochs: expected a number, found text'",
        "\"epochs\":7 | \"epochs\":null | '$.epochs: expected a number, found null'",
        "\"epochs\":7 | \"epochs\":0 | $: epochs: found 0; expected at least 1",
        "\"epochs\":7 | '\"epochs\":7,\"epochs\":8' | $.epochs: found more than once",
        "\"shuffle\":false | \"shuffle\":\"false\" | '$.shuffle: expected true or false, found text'",
        "\"sgd\" | \"sdg\" | '$.optimizer.kind: found \"sdg\"; expected one of sgd, nesterov, adam, adamw, rmsprop, lamb, lion'",
        "\"sgd\" | \"adams\" | '$.optimizer.kind: found \"adams\"; expected one of sgd, nesterov, adam, adamw, rmsprop, lamb, lion. Did you mean adam?'",
        "\"kind\":\"sgd\", | '' | '$.optimizer.learningRate: expected the member \"kind\" first, one of sgd, nesterov, adam, adamw, rmsprop, lamb, lion'",
        "0.1,\"momentum\" | -1,\"momentum\" | $.optimizer: learningRate: found -1.0; expected a number above 0",
        ":0.9}} | :0.9} | not JSON after $.fineTuning",
        ":0.9}} | ':0.9}} {}' | not JSON after $",
      })
  void whatCannotBeIsRefusedByTheMembersName(String part, String instead, String message) {
    assertThat(PLAN).contains(part);

    assertThatThrownBy(() -> TrainingPlan.fromJson(PLAN.replace(part, instead)))
        .isInstanceOf(JsonException.class)
        .hasMessage(message);
  }
}
