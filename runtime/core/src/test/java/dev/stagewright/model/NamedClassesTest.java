package dev.stagewright.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.stagewright.data.ImageInput;
import dev.stagewright.network.DataFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.impl.ActivationCube;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

class NamedClassesTest {

  private static final ImageInput INPUT = TinyGraph.input(DataFormat.CHANNELS_LAST);
  private static final String SOFTMAX = "org.nd4j.linalg.activations.impl.ActivationSoftmax";
  private static final String TRAP = Trap.class.getName();

  /** A user's own. */
  static final class Own extends ActivationCube {}

  @TempDir private Path folder = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void save() {
    file = folder.resolve("model.zip");
    new TrainedModel(TinyGraph.build(), List.of("a", "b", "c"), INPUT, Provenance.unknown("test"))
        .save(file);
  }

  /** What to replace in the configuration, with what, and the place and name that are told. */
  static Stream<Arguments> traps() {
    String activation = "(?s)(\"output\" : \\{.*?\"activationFn\" : )\\{[^}]*\\}";
    String updater = "(?s)(\"conv1\" : \\{.*?\"iupdater\" : )\\{[^}]*\\}";
    String init = "(?s)(\"conv1\" : \\{.*?\"weightInitFn\" : )\\{[^}]*\\}";
    String output = "/vertices/output/layerConf/layer/";
    String conv = "/vertices/conv1/layerConf/layer/";
    return Stream.of(
        arguments(SOFTMAX, TRAP, output + "activationFn/@class", TRAP),
        arguments(
            SOFTMAX,
            SOFTMAX + "<" + TRAP + ">",
            output + "activationFn/@class",
            SOFTMAX + "<" + TRAP + ">"),
        arguments(
            SOFTMAX, "java.lang.Runtime", output + "activationFn/@class", "java.lang.Runtime"),
        arguments(
            activation,
            "$1{ \"\\\\u0040class\" : \"" + TRAP + "\" }",
            output + "activationFn/@class",
            TRAP),
        // Where it expects an object, Jackson takes a list's head for the name of a class.
        arguments(activation, "$1[ \"" + TRAP + "\", {} ]", output + "activationFn/0", TRAP),
        arguments(
            updater,
            "$1{ \"learningRate\" : 1, \"@class\" : \"" + TRAP + "\" }",
            conv + "iupdater/@class",
            TRAP),
        // Distributions of old files are read by a second mapper.
        arguments(
            init,
            "$1null, \"weightInit\" : \"DISTRIBUTION\", \"dist\" : { \"type\" : \"" + TRAP + "\" }",
            conv + "dist/type",
            TRAP),
        arguments(
            "\"networkInputs\"",
            "\"anything\" : [ \"" + TRAP + "\" ], \"networkInputs\"",
            "/anything/0",
            TRAP));
  }

  @ParameterizedTest
  @MethodSource("traps")
  void otherClassesAreRefusedBeforeTheyAreLoaded(String from, String to, String place, String name)
      throws IOException {
    ModelEntries.of(file)
        .edit("configuration.json", text -> text.replaceFirst(from, to))
        .write(file);
    assertThatThrownBy(() -> TrainedModel.load(file))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            file
                + ": configuration.json: "
                + place
                + " names the class \""
                + name
                + "\", which is not one of Deeplearning4j. A class of yours must be allowed by its name: TrainedModel.load(file, Set.of(name)), or --allow-class");
    assertThat(System.getProperty(Trap.PROPERTY)).isNull();
  }

  @Test
  void allowedClassesAreLoaded() throws IOException {
    TrainedModel own =
        new TrainedModel(
            TinyGraph.build(new Own()), List.of("a", "b", "c"), INPUT, Provenance.unknown("test"));
    own.save(file);
    assertThatThrownBy(() -> TrainedModel.load(file))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(" names the class \"" + Own.class.getName() + "\"");
    assertThat(TrainedModel.load(file, Set.of(Own.class.getName())).graph().getConfiguration())
        .isEqualTo(own.graph().getConfiguration());
  }

  /** All that Deeplearning4j writes as a name of a class, or as a list of text, passes. */
  @Test
  void deeplearning4jsOwnClassesPass() throws IOException {
    String json =
        new NeuralNetConfiguration.Builder()
            .updater(new Adam(new StepSchedule(ScheduleType.EPOCH, 0.1, 0.5, 3)))
            .weightInit(new NormalDistribution(0, 1))
            .weightNoise(new DropConnect(0.5))
            .constrainAllParameters(new MaxNormConstraint(1, 1))
            .dropOut(new GaussianDropout(0.1))
            .weightDecay(0.1)
            .graphBuilder()
            .addInputs("series")
            .setInputTypes(InputType.recurrent(5, 7))
            .addLayer("both", new Bidirectional(new LSTM.Builder().nOut(5).build()), "series")
            .addLayer("last", new LastTimeStep(new LSTM.Builder().nOut(5).build()), "both")
            .addVertex("merged", new MergeVertex(), "last", "last")
            .addVertex("reshaped", new ReshapeVertex(-1, 10), "merged")
            .addLayer(
                "frozen",
                new FrozenLayer(new DenseLayer.Builder().nIn(10).nOut(6).build()),
                "reshaped")
            .addLayer("output", new OutputLayer.Builder().nIn(6).nOut(3).build(), "frozen")
            .setOutputs("output")
            .build()
            .toJson();
    assertThat(json).contains("\"type\" : ");
    NamedClasses.check(json, Set.of());
  }
}
