package dev.stagewright.model;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import dev.stagewright.data.ExifOrientation;
import dev.stagewright.data.ImageInput;
import dev.stagewright.data.Preprocessing;
import dev.stagewright.errors.StagewrightException;
import dev.stagewright.network.DataFormat;
import dev.stagewright.network.InputShape;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/**
 * What {@code stagewright.json} holds. Components may be null in a file of another make; {@link
 * #parse} checks them.
 *
 * @param format grows when an older reader would misread a newer file
 */
record ModelHeader(
    int format,
    List<String> labels,
    InputShape inputShape,
    String dataFormat,
    String preprocessing,
    @Nullable String exifOrientation,
    Origin provenance) {

  static final String ENTRY = "stagewright.json";
  private static final int FORMAT = 1;

  // Without HTML escaping, labels stay readable.
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  /** {@link Provenance} with its time as text. */
  record Origin(
      String data,
      Map<String, String> settings,
      Map<String, String> results,
      Map<String, String> versions,
      String finished,
      @Nullable Origin before) {

    static Origin of(Provenance provenance) {
      Provenance before = provenance.before();
      return new Origin(
          provenance.data(),
          provenance.settings(),
          provenance.results(),
          provenance.versions(),
          provenance.finished().toString(),
          before == null ? null : of(before));
    }

    Provenance toProvenance() {
      return new Provenance(
          data,
          settings,
          results,
          versions,
          Instant.parse(finished),
          before == null ? null : before.toProvenance());
    }
  }

  static ModelHeader of(TrainedModel model) {
    ImageInput input = model.input();
    return new ModelHeader(
        FORMAT,
        model.labels(),
        input.shape(),
        input.format().name().toLowerCase(Locale.ROOT),
        input.preprocessing().toString(),
        input.orientation().name().toLowerCase(Locale.ROOT),
        Origin.of(model.provenance()));
  }

  String toJson() {
    return GSON.toJson(this);
  }

  static ModelHeader parse(Path file, String json) {
    ModelHeader header;
    try {
      header = GSON.fromJson(json, ModelHeader.class);
    } catch (JsonParseException e) {
      throw fault(file, e);
    }
    if (header != null && header.format > FORMAT) {
      throw new ModelException(
          "%s: found format %d; this version of Stagewright reads up to %d. Load it with a newer version"
              .formatted(file, header.format, FORMAT));
    }
    if (header == null || header.format < 1) {
      throw fault(file, null);
    }
    return header;
  }

  TrainedModel toModel(Path file, ComputationGraph graph) {
    try {
      DataFormat layout = DataFormat.valueOf(dataFormat.toUpperCase(Locale.ROOT));
      // Files from before the setting was there are of models that saw pictures upright.
      ExifOrientation orientation =
          exifOrientation == null
              ? ExifOrientation.APPLIED
              : ExifOrientation.valueOf(exifOrientation.toUpperCase(Locale.ROOT));
      ImageInput input =
          new ImageInput(inputShape, layout, Preprocessing.of(preprocessing), orientation);
      return new TrainedModel(graph, labels, input, provenance.toProvenance());
    } catch (StagewrightException e) {
      throw new ModelException(file + ": " + e.getMessage(), e);
    } catch (DateTimeException | NullPointerException | IllegalArgumentException e) {
      throw fault(file, e);
    }
  }

  private static ModelException fault(Path file, @Nullable Exception cause) {
    String message =
        "%s: its %s is damaged or of another make; expected one written by Stagewright"
            .formatted(file, ENTRY);
    return cause == null ? new ModelException(message) : new ModelException(message, cause);
  }
}
