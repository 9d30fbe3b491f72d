package dev.stagewright.serve;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request of the Open Inference Protocol, read without keeping more of it than its numbers.
 *
 * @param id which the answer repeats, if there is one
 * @param input the one tensor
 * @param binary whether the answer's tensor stands behind its JSON
 */
record InferRequest(@Nullable String id, Tensor input, boolean binary) {

  static final String JSON_LENGTH = "Inference-Header-Content-Length";

  private static final String SIZE = "binary_data_size";

  /**
   * Reads a request.
   *
   * @param jsonLength how much of the body is JSON; null for all
   * @throws HttpFault if it is not one
   */
  static InferRequest read(byte[] body, @Nullable String jsonLength) {
    int length = jsonLength == null ? body.length : length(jsonLength, body.length);
    Parser parser = new Parser();
    try (JsonReader json =
        new JsonReader(
            new InputStreamReader(
                new ByteArrayInputStream(body, 0, length), StandardCharsets.UTF_8))) {
      json.setStrictness(Strictness.STRICT);
      parser.request(json);
      if (json.peek() != JsonToken.END_DOCUMENT) {
        throw HttpFault.badRequest("Found more behind the request's JSON object");
      }
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw HttpFault.badRequest("The body is not a request in JSON: " + e.getMessage());
    }
    return parser.finish(ByteBuffer.wrap(body, length, body.length - length));
  }

  private static int length(String text, int most) {
    try {
      int length = Integer.parseInt(text);
      if (length >= 0 && length <= most) {
        return length;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw HttpFault.badRequest(
        "%s: found \"%s\"; expected 0 to the body's length, %s".formatted(JSON_LENGTH, text, most));
  }

  /** What was read so far. */
  private static final class Parser {
    private @Nullable String id;
    private final List<Tensor> inputs = new ArrayList<>();
    private boolean binary;

    private void request(JsonReader json) throws IOException {
      json.beginObject();
      while (json.hasNext()) {
        switch (json.nextName()) {
          case "id" -> id = json.nextString();
          case "inputs" -> each(json, () -> inputs.add(tensor(json)));
          case "outputs" -> each(json, () -> output(json));
          case "parameters" -> parameters(json, "binary_data_output");
          default -> json.skipValue();
        }
      }
      json.endObject();
    }

    /** Something that is read from JSON. */
    private interface Part {
      void read() throws IOException;
    }

    private static void each(JsonReader json, Part part) throws IOException {
      json.beginArray();
      while (json.hasNext()) {
        part.read();
      }
      json.endArray();
    }

    private void output(JsonReader json) throws IOException {
      json.beginObject();
      while (json.hasNext()) {
        switch (json.nextName()) {
          case "name" -> {
            String name = json.nextString();
            if (!name.equals(Inference.OUTPUTS)) {
              throw HttpFault.badRequest(
                  "outputs: found \"%s\"; expected \"%s\"".formatted(name, Inference.OUTPUTS));
            }
          }
          case "parameters" -> parameters(json, "binary_data");
          default -> json.skipValue();
        }
      }
      json.endObject();
    }

    private void parameters(JsonReader json, String wanted) throws IOException {
      json.beginObject();
      while (json.hasNext()) {
        if (json.nextName().equals(wanted)) {
          binary = json.nextBoolean();
        } else {
          json.skipValue();
        }
      }
      json.endObject();
    }

    private static Tensor tensor(JsonReader json) throws IOException {
      Tensor tensor = new Tensor();
      json.beginObject();
      while (json.hasNext()) {
        switch (json.nextName()) {
          case "name" -> tensor.name = json.nextString();
          case "datatype" -> tensor.type = json.nextString();
          case "shape" -> each(json, () -> tensor.shape.add(json.nextLong()));
          case "data" -> data(json, tensor);
          case "parameters" -> {
            json.beginObject();
            while (json.hasNext()) {
              if (json.nextName().equals(SIZE)) {
                tensor.binarySize = json.nextLong();
                if (tensor.binarySize < 0) {
                  throw HttpFault.badRequest(SIZE + ": found a negative number");
                }
              } else {
                json.skipValue();
              }
            }
            json.endObject();
          }
          default -> json.skipValue();
        }
      }
      json.endObject();
      return tensor;
    }

    /** Flat, or nested as the shape says: the order is the same. */
    private static void data(JsonReader json, Tensor tensor) throws IOException {
      int depth = 0;
      do {
        switch (json.peek()) {
          case BEGIN_ARRAY -> {
            json.beginArray();
            depth++;
          }
          case END_ARRAY -> {
            json.endArray();
            depth--;
          }
          case STRING -> tensor.add(json.nextString());
          default -> tensor.add(json.nextDouble());
        }
      } while (depth > 0);
    }

    InferRequest finish(ByteBuffer behind) {
      if (inputs.size() != 1) {
        throw HttpFault.badRequest(
            "inputs: found %s; expected one, \"%s\" or \"%s\""
                .formatted(inputs.size(), Inference.PICTURES, Inference.IMAGES));
      }
      Tensor input = inputs.get(0);
      if (input.binarySize >= 0) {
        input.read(behind);
      }
      if (behind.hasRemaining()) {
        throw HttpFault.badRequest(
            "Found %s bytes behind the JSON that no %s tells of"
                .formatted(behind.remaining(), SIZE));
      }
      return new InferRequest(id, input, binary);
    }
  }
}
