package dev.stagewright.serve;

import dev.stagewright.prediction.BatchingClassifier;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.DoubleStream;
import org.eclipse.jetty.http.HttpStatus;

/** {@code POST /v2/models/NAME/infer}: outputs for pictures, or for images as the network reads. */
final class Inference implements Route.Action {

  /** A tensor of picture files' bytes. */
  static final String PICTURES = "pictures";

  /** A tensor of preprocessed images. */
  static final String IMAGES = "images";

  static final String OUTPUTS = "outputs";

  private final ServedModels models;
  private final PictureCheck pictures;

  Inference(ServedModels models, PictureCheck pictures) {
    this.models = models;
    this.pictures = pictures;
  }

  @Override
  public CompletableFuture<Answer> on(Call call) {
    models.find(call.name("name")); // before the body is looked at
    InferRequest request =
        InferRequest.read(call.body(), call.headers().get(InferRequest.JSON_LENGTH));
    return models.use(
        call.name("name"),
        model -> {
          ModelAnswers.checkVersion(model, call);
          List<CompletableFuture<double[]>> rows = rows(request.input(), model.classifier());
          return CompletableFuture.allOf(rows.toArray(CompletableFuture[]::new))
              .thenApply(
                  done ->
                      answer(model, request, rows.stream().map(CompletableFuture::join).toList()));
        });
  }

  private List<CompletableFuture<double[]>> rows(Tensor input, BatchingClassifier classifier) {
    String kind = input.name + " " + input.type;
    if (kind.equals(PICTURES + " " + Tensor.BYTES)) {
      List<byte[]> all = input.pictures();
      checkNumber(all.size(), classifier);
      all.forEach(pictures::check);
      return all.stream().map(classifier::values).toList();
    }
    if (kind.equals(IMAGES + " " + Tensor.FLOATS)) {
      List<float[]> all = input.images(ModelAnswers.imageShape(classifier.classifier().input()));
      checkNumber(all.size(), classifier);
      return all.stream().map(classifier::values).toList();
    }
    throw HttpFault.badRequest(
        "inputs: found \"%s\" of datatype \"%s\"; expected \"%s\" of %s or \"%s\" of %s"
            .formatted(input.name, input.type, PICTURES, Tensor.BYTES, IMAGES, Tensor.FLOATS));
  }

  private static void checkNumber(int images, BatchingClassifier classifier) {
    int most = classifier.batching().queue();
    if (images > most) {
      throw new HttpFault(
          HttpStatus.PAYLOAD_TOO_LARGE_413,
          "Found %s images in one request; expected at most %s".formatted(images, most));
    }
  }

  private static Answer answer(ServedModel model, InferRequest request, List<double[]> rows) {
    double[] values = rows.stream().flatMapToDouble(Arrays::stream).toArray();
    Map<String, Object> tensor = new LinkedHashMap<>();
    tensor.put("name", OUTPUTS);
    tensor.put("shape", List.of(rows.size(), rows.get(0).length));
    tensor.put("datatype", Tensor.FLOATS);
    if (request.binary()) {
      tensor.put("parameters", Map.of("binary_data_size", values.length * Float.BYTES));
    } else {
      tensor.put("data", DoubleStream.of(values).mapToObj(value -> (float) value).toList());
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("model_name", model.name());
    answer.put("model_version", String.valueOf(model.version()));
    if (request.id() != null) {
      answer.put("id", request.id());
    }
    answer.put("outputs", List.of(tensor));
    return request.binary() ? withBinary(Answer.bytes(answer), values) : Answer.json(answer);
  }

  private static Answer withBinary(byte[] json, double[] values) {
    ByteBuffer body =
        ByteBuffer.allocate(json.length + values.length * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(json);
    DoubleStream.of(values).forEach(value -> body.putFloat((float) value));
    return new Answer(
        HttpStatus.OK_200,
        "application/octet-stream",
        body.array(),
        Map.of(InferRequest.JSON_LENGTH, String.valueOf(json.length)));
  }
}
