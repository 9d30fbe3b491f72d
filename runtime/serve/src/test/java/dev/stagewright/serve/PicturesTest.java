package dev.stagewright.serve;

import static dev.stagewright.serve.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.stagewright.data.ImageInput;
import dev.stagewright.data.NamedPicture;
import dev.stagewright.prediction.Classifier;
import dev.stagewright.prediction.GradCam;
import dev.stagewright.prediction.GradCam.Heat;
import dev.stagewright.prediction.Prediction;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers are those of a classifier in the same process. */
@TestInstance(Lifecycle.PER_CLASS) // one server for all
class PicturesTest {

  /** JSON has floats. */
  private static final Comparator<Double> ROUNDED =
      (a, b) -> Math.abs(a - b) <= 1e-6 * Math.abs(b) + 1e-9 ? 0 : Double.compare(a, b);

  private static final String INFER = "/v2/models/pets/infer";

  private final TestServer server = TestServer.ready(settings -> settings);
  private final TestServer single =
      TestServer.ready(settings -> settings.withBatching(TestServer.batching(1, 2, 64, 60_000)));
  private final Classifier classifier = new Classifier(TestServer.model(1));

  @AfterAll
  void close() {
    server.close();
    single.close();
    classifier.close();
  }

  private double[] expected(int seed) {
    double[] values = new double[3];
    classifier
        .classify(TestServer.png(seed), 3)
        .forEach(one -> values[one.index()] = one.probability());
    return values;
  }

  @Test
  void namesTheMostProbableClasses() {
    JsonArray answer =
        json(server.post("/v1/classify/pets?top=2", TestServer.png(3))).getAsJsonArray();

    List<Prediction> expected = classifier.classify(TestServer.png(3), 2);
    assertThat(answer).hasSize(2);
    JsonObject first = answer.get(0).getAsJsonObject();
    assertThat(first.get("label").getAsString()).isEqualTo(expected.get(0).label());
    assertThat(first.get("probability").getAsDouble())
        .isCloseTo(expected.get(0).probability(), within(1e-6));
  }

  @Test
  void moreThanAllClassesAreAll() {
    assertThat(json(server.post("/v1/classify/pets?top=99", TestServer.png(3))).getAsJsonArray())
        .hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({",", "dog,", "horse, 5"})
  void explainsAsGradCamDoes(@Nullable String label, @Nullable Integer place) {
    GradCam gradCam = new GradCam(TestServer.model(1));
    String layer = place == null ? null : gradCam.layers().get(place);
    List<String> query = new ArrayList<>();
    Optional.ofNullable(label).ifPresent(value -> query.add("class=" + value));
    Optional.ofNullable(layer).ifPresent(value -> query.add("stage=" + value));

    JsonObject answer =
        json(server.post("/v1/explain/pets?" + String.join("&", query), TestServer.png(3)))
            .getAsJsonObject();

    Heat expected = gradCam.explain(NamedPicture.of(TestServer.png(3)), label, layer);
    assertThat(answer.get("layer").getAsString()).isEqualTo(expected.layer());
    assertThat(answer.get("label").getAsString()).isEqualTo(expected.label());
    List<List<Double>> rows =
        answer.getAsJsonArray("rows").asList().stream()
            .map(
                row ->
                    row.getAsJsonArray().asList().stream().map(JsonElement::getAsDouble).toList())
            .toList();
    assertThat(rows)
        .usingRecursiveComparison()
        .withComparatorForType(ROUNDED, Double.class)
        .isEqualTo(expected.rows());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "class=cow | class: found \"cow\"; the model tells cat, dog, horse",
        "stage=x   | stage: found \"x\"; expected one of the layers "
      })
  void tellsWhatCanBeExplained(String query, String error) {
    HttpResponse<String> answer = server.post("/v1/explain/pets?" + query, TestServer.png(3));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(TestServer.error(answer)).startsWith(error);
  }

  @Test
  void concurrentAnswersAreTheSameWhateverTheBatch() {
    List<HttpResponse<String>> answers =
        IntStream.range(0, 40)
            .parallel()
            .mapToObj(seed -> server.post(INFER, pictures(seed)))
            .toList();

    assertThat(IntStream.range(0, 40))
        .allSatisfy(
            seed ->
                assertThat(outputs(answers.get(seed).body()))
                    .containsExactly(expected(seed), within(1e-6)));
  }

  @Test
  void batchesOfOneGiveTheSameBits() {
    List<HttpResponse<String>> answers =
        IntStream.range(0, 20)
            .parallel()
            .mapToObj(seed -> single.post(INFER, pictures(seed)))
            .toList();

    assertThat(IntStream.range(0, 20))
        .allSatisfy(
            seed -> assertThat(outputs(answers.get(seed).body())).containsExactly(expected(seed)));
  }

  private static byte[] pictures(int... seeds) {
    String data =
        Arrays.stream(seeds)
            .mapToObj(seed -> Base64.getEncoder().encodeToString(TestServer.png(seed)))
            .collect(Collectors.joining("\",\""));
    return utf8(
        "{\"id\":\"7\",\"inputs\":[{\"name\":\"pictures\",\"datatype\":\"BYTES\",\"shape\":[%s],\"data\":[\"%s\"]}]}"
            .formatted(seeds.length, data));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static double[] outputs(String answer) {
    return tensor(answer).getAsJsonArray("data").asList().stream()
        .mapToDouble(value -> value.getAsFloat())
        .toArray();
  }

  private static JsonObject tensor(String answer) {
    return JsonParser.parseString(answer)
        .getAsJsonObject()
        .getAsJsonArray("outputs")
        .get(0)
        .getAsJsonObject();
  }

  @Test
  void infersPicturesInJson() {
    JsonObject answer = json(server.post(INFER, pictures(1, 2))).getAsJsonObject();

    assertThat(answer.get("model_name").getAsString()).isEqualTo("pets");
    assertThat(answer.get("model_version").getAsString()).isEqualTo("1");
    assertThat(answer.get("id").getAsString()).isEqualTo("7");
    JsonObject outputs = answer.getAsJsonArray("outputs").get(0).getAsJsonObject();
    assertThat(outputs.get("name").getAsString()).isEqualTo("outputs");
    assertThat(outputs.get("datatype").getAsString()).isEqualTo("FP32");
    assertThat(outputs.get("shape")).hasToString("[2,3]");
    assertThat(outputs(answer.toString()))
        .containsExactly(
            IntStream.of(1, 2).mapToObj(this::expected).flatMapToDouble(Arrays::stream).toArray(),
            within(1e-6));
  }

  private static float[] image(int seed) {
    ImageInput input = TestServer.model(1).input();
    float[] values = new float[input.values()];
    input.read(TestServer.png(seed), values, 0);
    return values;
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "[[[[%s]]]]"})
  void infersImagesInJsonFlatOrNested(String form) {
    String numbers =
        IntStream.range(0, 32 * 32 * 3)
            .mapToObj(i -> String.valueOf(image5()[i]))
            .collect(Collectors.joining(","));
    String request =
        "{\"inputs\":[{\"name\":\"images\",\"shape\":[1,32,32,3],\"datatype\":\"FP32\",\"data\":[%s]}]}"
            .formatted(form.formatted(numbers));

    assertThat(outputs(server.post("/v2/models/pets/versions/1/infer", utf8(request)).body()))
        .containsExactly(expected(5), within(1e-6));
  }

  private final float[] five = image(5);

  private float[] image5() {
    return five;
  }

  @Test
  void infersBinaryTensorsAndAnswersWithThem() {
    byte[] json =
        utf8(
            "{\"inputs\":[{\"name\":\"images\",\"shape\":[1,32,32,3],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":12288}}],\"outputs\":[{\"name\":\"outputs\",\"parameters\":{\"binary_data\":true}}]}");
    ByteBuffer body =
        ByteBuffer.allocate(json.length + 12288).order(ByteOrder.LITTLE_ENDIAN).put(json);
    body.asFloatBuffer().put(five);

    HttpResponse<byte[]> answer =
        server.postForBytes(
            INFER, body.array(), InferRequest.JSON_LENGTH, String.valueOf(json.length));

    int length = Integer.parseInt(answer.headers().firstValue(InferRequest.JSON_LENGTH).orElse(""));
    JsonObject tensor = tensor(new String(answer.body(), 0, length, StandardCharsets.UTF_8));
    assertThat(tensor.get("parameters")).hasToString("{\"binary_data_size\":12}");
    assertThat(answer.body()).hasSize(length + 12);
    var values =
        ByteBuffer.wrap(answer.body(), length, 12).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    assertThat(new double[] {values.get(0), values.get(1), values.get(2)})
        .containsExactly(expected(5), within(1e-6));
  }

  @Test
  void infersPicturesAsBinaryElements() {
    byte[] picture = TestServer.png(4);
    byte[] json =
        utf8(
            "{\"inputs\":[{\"name\":\"pictures\",\"shape\":[1],\"datatype\":\"BYTES\",\"parameters\":{\"binary_data_size\":%s}}]}"
                .formatted(picture.length + 4));
    ByteBuffer body =
        ByteBuffer.allocate(json.length + 4 + picture.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(json)
            .putInt(picture.length)
            .put(picture);

    var answer =
        server.post(INFER, body.array(), InferRequest.JSON_LENGTH, String.valueOf(json.length));

    assertThat(outputs(answer.body())).containsExactly(expected(4), within(1e-6));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{                | The body is not a request in JSON: End of input at line 1 column 2 path $.",
        "[1]              | The body is not a request in JSON: Expected BEGIN_OBJECT but was BEGIN_ARRAY at line 1 column 2 path $",
        "{}               | inputs: found 0; expected one, \"pictures\" or \"images\"",
        "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP64\"}]} | inputs: found \"x\" of datatype \"FP64\"; expected \"pictures\" of BYTES or \"images\" of FP32",
        "{\"inputs\":[{\"name\":\"images\",\"datatype\":\"FP32\",\"shape\":[1,3,32,32]}]} | images: found the shape [1, 3, 32, 32]; expected [-1, 32, 32, 3] with a number of images from 1 in front",
        "{\"inputs\":[{\"name\":\"images\",\"datatype\":\"FP32\",\"shape\":[1,32,32,3],\"data\":[1,2]}]} | images: found 2 values; its shape [1, 32, 32, 3] has 3072",
        "{\"inputs\":[{\"name\":\"pictures\",\"datatype\":\"BYTES\",\"shape\":[1],\"data\":[\"%%%%\"]}]} | pictures: found text that is not base64: Illegal base64 character 25",
        "{\"inputs\":[{\"name\":\"pictures\",\"datatype\":\"BYTES\",\"shape\":[2],\"data\":[\"AAAA\"]}]} | pictures: found the shape [2] and 1 pictures; expected [pictures], from 1",
        "{\"inputs\":[{\"name\":\"pictures\",\"datatype\":\"BYTES\",\"shape\":[1],\"parameters\":{\"binary_data_size\":9}}]} | pictures: binary_data_size is 9; only 0 bytes are left of the body",
        "{\"outputs\":[{\"name\":\"x\"}]} | outputs: found \"x\"; expected \"outputs\"",
      })
  void tellsWhatIsWrongWithARequest(String request, String error) {
    HttpResponse<String> response = server.post(INFER, utf8(request));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(TestServer.error(response)).startsWith(error);
  }
}
