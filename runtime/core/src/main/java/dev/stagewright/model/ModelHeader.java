package dev.stagewright.model;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.stream.MalformedJsonException;
import dev.stagewright.data.ExifOrientation;
import dev.stagewright.data.ImageInput;
import dev.stagewright.data.Preprocessing;
import dev.stagewright.errors.Brief;
import dev.stagewright.json.TypedJson;
import dev.stagewright.network.DataFormat;
import dev.stagewright.network.InputShape;
import dev.stagewright.network.UnbiasedVariance;
import dev.stagewright.pictures.Background;
import dev.stagewright.pictures.Fit;
import dev.stagewright.pictures.Interpolation;
import dev.stagewright.pictures.ResizeRule;
import dev.stagewright.tasks.TargetScaling;
import dev.stagewright.tasks.Task;
import dev.stagewright.tasks.TaskCoding;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/**
 * What {@code stagewright.json} holds besides the graph.
 *
 * @param labels the names of what it tells: of class, label or value i at index i; of no and yes
 * @param input how images become the graph's input
 * @param coding what its outputs mean; null in files of format 1, whose graphs tell it
 * @param provenance where it comes from
 * @param unbiasedVariance whether it goes on to be trained as {@link UnbiasedVariance} says
 */
record ModelHeader(
    List<String> labels,
    ImageInput input,
    @Nullable TaskCoding coding,
    Provenance provenance,
    boolean unbiasedVariance) {

  static final String ENTRY = "stagewright.json";

  /** Grows when an older reader would misread a newer file. */
  private static final int FORMAT = 2;

  // Without HTML escaping, labels stay readable.
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private record Written(
      int format,
      String task,
      List<String> labels,
      List<Double> thresholds,
      @Nullable TargetScaling targetScaling,
      @Nullable Double temperature,
      InputShape inputShape,
      String dataFormat,
      String preprocessing,
      String exifOrientation,
      String resize,
      String interpolation,
      double cropShare,
      @Nullable String background,
      @Nullable Boolean unbiasedVariance,
      String parametersSha256,
      RunJson provenance) {}

  static ModelHeader of(TrainedModel model) {
    return new ModelHeader(
        model.labels(),
        model.input(),
        model.coding(),
        model.provenance(),
        UnbiasedVariance.isHeardBy(model.graph()));
  }

  /** Losses stand in a file as Deeplearning4j's; here the graph gets the task's again. */
  TrainedModel toModel(ComputationGraph graph) {
    if (unbiasedVariance) {
      UnbiasedVariance.listenTo(graph);
    }
    TaskHead head = TaskHead.of(graph, labels);
    head.train(graph, head.task().plainLoss());
    return new TrainedModel(
        graph, labels, input, coding == null ? head.coding() : coding, provenance);
  }

  /**
   * The entry's text.
   *
   * @param parametersSha256 of the graph; for people and tools, nothing here reads it
   */
  String toJson(String parametersSha256) {
    TaskCoding meaning = Objects.requireNonNull(coding);
    return GSON.toJson(
        new Written(
            FORMAT,
            meaning.task().toString(),
            labels,
            meaning.thresholds(),
            meaning.scaling(),
            meaning.temperature() == 1 ? null : meaning.temperature(),
            input.shape(),
            input.format().name().toLowerCase(Locale.ROOT),
            input.preprocessing().toString(),
            input.orientation().name().toLowerCase(Locale.ROOT),
            input.resize().fit().name().toLowerCase(Locale.ROOT),
            input.resize().interpolation().name().toLowerCase(Locale.ROOT),
            input.resize().cropShare(),
            // Left out where transparency is dropped.
            Objects.toString(input.background(), null),
            // Left out where it is as in files from before it was there.
            unbiasedVariance ? true : null,
            parametersSha256,
            RunJson.of(provenance)));
  }

  /**
   * Reads what {@link #toJson} or an earlier version wrote. Names that are not known are skipped.
   *
   * @throws IOException if it is damaged; the message tells the place
   * @throws ModelException if it is of a newer format
   */
  static ModelHeader parse(String json) throws IOException {
    Fields fields = new Fields();
    TypedJson in = new TypedJson(json);
    try {
      fields.read(in);
    } catch (MalformedJsonException | EOFException e) {
      throw new IOException("%s is not JSON after %s".formatted(ENTRY, in.place()), e);
    } catch (IOException e) {
      throw new IOException(ENTRY + ": " + e.getMessage(), e);
    }
    return fields.toHeader();
  }

  /** The values as they are read, in any order. */
  private static final class Fields {
    private int format;
    private @Nullable String task;
    private @Nullable List<String> labels;
    private List<Double> thresholds = List.of();
    private @Nullable TargetScaling scaling;
    private double temperature = 1;
    private @Nullable InputShape shape;
    private @Nullable String layout;
    private @Nullable String preprocessing;
    // Files from before the setting was there are of models that saw pictures upright.
    private String orientation = ExifOrientation.APPLIED.name();
    private String fit = ResizeRule.SQUASH.fit().name();
    private String interpolation = ResizeRule.SQUASH.interpolation().name();
    private double cropShare = ResizeRule.SQUASH.cropShare();
    private @Nullable String background;
    private @Nullable Provenance provenance;
    private boolean unbiasedVariance;

    void read(TypedJson in) throws IOException {
      in.beginObject();
      while (in.hasNext()) {
        switch (in.name()) {
          case "format" -> format = checkFormat(in.integer());
          case "task" -> task = in.text();
          case "labels" -> labels = in.texts();
          case "thresholds" -> thresholds = in.numbers();
          case "targetScaling" -> scaling = readScaling(in);
          case "temperature" -> temperature = in.number();
          case "inputShape" -> shape = readShape(in);
          case "dataFormat" -> layout = in.text();
          case "preprocessing" -> preprocessing = in.text();
          case "exifOrientation" -> orientation = in.text();
          case "resize" -> fit = in.text();
          case "interpolation" -> interpolation = in.text();
          case "cropShare" -> cropShare = in.number();
          case "background" -> background = in.text();
          case "unbiasedVariance" -> unbiasedVariance = in.truth();
          case "provenance" -> provenance = RunReader.read(in);
          default -> in.skip();
        }
      }
      in.endObject();
      in.end();
    }

    private static int checkFormat(int format) throws IOException {
      if (format > FORMAT) {
        throw new ModelException(
            String.format(
                Locale.ROOT,
                "found format %d; this version of Stagewright reads up to %d. Load it with a newer"
                    + " version",
                format,
                FORMAT));
      }
      return format;
    }

    private static InputShape readShape(TypedJson in) throws IOException {
      int height = 0;
      int width = 0;
      int channels = 0;
      in.beginObject();
      while (in.hasNext()) {
        switch (in.name()) {
          case "height" -> height = in.integer();
          case "width" -> width = in.integer();
          case "channels" -> channels = in.integer();
          default -> in.skip();
        }
      }
      in.endObject();
      return new InputShape(height, width, channels);
    }

    private static TargetScaling readScaling(TypedJson in) throws IOException {
      List<Double> means = List.of();
      List<Double> deviations = List.of();
      in.beginObject();
      while (in.hasNext()) {
        switch (in.name()) {
          case "means" -> means = in.numbers();
          case "deviations" -> deviations = in.numbers();
          default -> in.skip();
        }
      }
      in.endObject();
      return new TargetScaling(means, deviations);
    }

    private @Nullable TaskCoding coding() throws IOException {
      if (format == 1) {
        return null;
      }
      if (task == null) {
        throw new IOException(ENTRY + " lacks the task");
      }
      return new TaskCoding(constant(Task.class, "task", task), thresholds, scaling, temperature);
    }

    ModelHeader toHeader() throws IOException {
      if (format < 1
          || labels == null
          || shape == null
          || layout == null
          || preprocessing == null
          || provenance == null) {
        throw new IOException(
            ENTRY
                + " lacks one of format, labels, inputShape, dataFormat, preprocessing,"
                + " provenance");
      }
      ImageInput input =
          new ImageInput(
              shape,
              constant(DataFormat.class, "dataFormat", layout),
              Preprocessing.of(preprocessing),
              constant(ExifOrientation.class, "exifOrientation", orientation),
              new ResizeRule(
                  constant(Fit.class, "resize", fit),
                  constant(Interpolation.class, "interpolation", interpolation),
                  cropShare),
              background == null ? null : Background.of(background));
      return new ModelHeader(labels, input, coding(), provenance, unbiasedVariance);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String field, String name)
        throws IOException {
      for (E constant : type.getEnumConstants()) {
        if (constant.name().equalsIgnoreCase(name)) {
          return constant;
        }
      }
      String known =
          Arrays.stream(type.getEnumConstants())
              .map(constant -> constant.name().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(" or "));
      throw new IOException(
          "%s: %s: found \"%s\"; expected %s".formatted(ENTRY, field, Brief.of(name), known));
    }
  }
}
