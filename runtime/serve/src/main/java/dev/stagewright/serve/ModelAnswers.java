package dev.stagewright.serve;

import dev.stagewright.data.ImageInput;
import dev.stagewright.network.DataFormat;
import dev.stagewright.network.InputShape;
import dev.stagewright.prediction.Classifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;
import org.eclipse.jetty.http.HttpStatus;

/** What a server tells about itself and its models. */
final class ModelAnswers {

  private final ServedModels models;

  ModelAnswers(ServedModels models) {
    this.models = models;
  }

  Answer server() {
    String version = ModelServer.class.getPackage().getImplementationVersion();
    return Answer.json(
        Map.of(
            "name", "stagewright",
            "version", Objects.requireNonNullElse(version, "development"),
            "extensions", List.of("binary_tensor_data")));
  }

  Answer live() {
    return Answer.json(Map.of("live", true));
  }

  Answer ready() {
    return readiness(models.areReady(), Map.of());
  }

  Answer list() {
    return Answer.json(models.names().stream().map(this::entry).toList());
  }

  private Map<String, Object> entry(String name) {
    Optional<ServedModel> model = models.find(name);
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", name);
    entry.put("ready", model.isPresent());
    model.ifPresent(
        found -> {
          entry.put("version", String.valueOf(found.version()));
          entry.put("labels", found.classifier().classifier().labels());
        });
    return entry;
  }

  Answer modelReady(Call call) {
    String name = call.name("name");
    boolean ready = models.find(name).filter(model -> isAsked(model, call)).isPresent();
    return readiness(ready, Map.of("name", name));
  }

  private static Answer readiness(boolean ready, Map<String, ?> details) {
    Map<String, Object> body = new LinkedHashMap<>(details);
    body.put("ready", ready);
    int status = ready ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503;
    return new Answer(status, Answer.JSON, Answer.bytes(body), Map.of());
  }

  Answer model(Call call) {
    return models.use(
        call.name("name"),
        model -> {
          checkVersion(model, call);
          return metadata(model);
        });
  }

  /** Without a version in the path it is any. */
  private static boolean isAsked(ServedModel model, Call call) {
    String asked = call.names().get("version");
    return asked == null || asked.equals(String.valueOf(model.version()));
  }

  static void checkVersion(ServedModel model, Call call) {
    if (!isAsked(model, call)) {
      throw new HttpFault(
          HttpStatus.NOT_FOUND_404,
          "The model %s has version %s here, not \"%s\""
              .formatted(model.name(), model.version(), call.name("version")));
    }
  }

  private static Answer metadata(ServedModel model) {
    Classifier classifier = model.classifier().classifier();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("name", model.name());
    answer.put("versions", List.of(String.valueOf(model.version())));
    answer.put("platform", "stagewright");
    answer.put(
        "inputs",
        List.of(
            tensor(Inference.PICTURES, "BYTES", -1),
            tensor(Inference.IMAGES, "FP32", imageShape(classifier.input()))));
    answer.put("outputs", List.of(tensor(Inference.OUTPUTS, "FP32", -1, outputs(classifier))));
    answer.put(
        "parameters",
        Map.of(
            "task", classifier.coding().task().toString(),
            "labels", classifier.labels(),
            "parameter_bytes", model.parameterBytes()));
    return Answer.json(answer);
  }

  private static int outputs(Classifier classifier) {
    return classifier.coding().task().outputs(classifier.labels().size());
  }

  static long[] imageShape(ImageInput input) {
    InputShape shape = input.shape();
    return input.format() == DataFormat.CHANNELS_LAST
        ? new long[] {-1, shape.height(), shape.width(), shape.channels()}
        : new long[] {-1, shape.channels(), shape.height(), shape.width()};
  }

  private static Map<String, Object> tensor(String name, String type, long... shape) {
    return Map.of("name", name, "datatype", type, "shape", LongStream.of(shape).boxed().toList());
  }
}
