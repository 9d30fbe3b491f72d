package dev.stagewright.weights.safetensors;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.stagewright.errors.Printable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads the JSON of a safetensors file: an object with {@code dtype}, {@code shape} and {@code
 * data_offsets} of each tensor, and texts under {@code __metadata__}. Whatever else is there, or is
 * there twice, is a fault, thrown as {@link IllegalStateException}.
 */
final class Header {

  private static final String METADATA = "__metadata__";

  /** A network of 1,000 layers has 5,000. */
  private static final int MOST_TENSORS = 50_000;

  private static final int MOST_SIDES = 8;

  private final JsonReader json;

  private Header(JsonReader json) {
    this.json = json;
  }

  static List<Tensor> read(JsonReader json) throws IOException {
    return new Header(json).tensors();
  }

  private List<Tensor> tensors() throws IOException {
    List<Tensor> tensors = new ArrayList<>();
    Set<String> names = new HashSet<>();
    json.beginObject();
    while (json.hasNext()) {
      String name = newName(names);
      if (name.equals(METADATA)) {
        skipTexts();
        continue;
      }
      tensors.add(tensor(name));
      check(
          tensors.size() <= MOST_TENSORS,
          String.format(Locale.ROOT, "more than %d tensors", MOST_TENSORS));
    }
    json.endObject();
    check(json.peek() == JsonToken.END_DOCUMENT, "more than one JSON value");
    return tensors;
  }

  private void skipTexts() throws IOException {
    Set<String> names = new HashSet<>();
    json.beginObject();
    while (json.hasNext()) {
      newName(names);
      text(METADATA);
    }
    json.endObject();
  }

  private Tensor tensor(String name) throws IOException {
    String shown = "tensor " + Printable.of(name);
    TensorType type = null;
    long[] shape = null;
    long[] offsets = null;
    Set<String> members = new HashSet<>();
    json.beginObject();
    while (json.hasNext()) {
      String member = newName(members);
      switch (member) {
        case "dtype" -> {
          String found = text(shown);
          type =
              TensorType.of(found)
                  .orElseThrow(
                      () ->
                          new IllegalStateException(
                              "%s has the unknown dtype %s".formatted(shown, Printable.of(found))));
        }
        case "shape" -> shape = numbers(shown);
        case "data_offsets" -> offsets = numbers(shown);
        default ->
            throw new IllegalStateException(
                "%s has %s; expected dtype, shape and data_offsets"
                    .formatted(shown, Printable.of(member)));
      }
    }
    json.endObject();
    if (type == null || shape == null || offsets == null) {
      throw new IllegalStateException(
          "%s has the members %s; expected dtype, shape and data_offsets"
              .formatted(shown, members.stream().sorted().toList()));
    }
    check(
        offsets.length == 2 && offsets[0] <= offsets[1],
        shown + ": data_offsets are not a begin and an end");
    Tensor tensor = new Tensor(name, type, shape, offsets[0], offsets[1]);
    check(
        isAsLong(tensor),
        String.format(
            Locale.ROOT, "tensor %s has %d bytes", tensor, tensor.end() - tensor.begin()));
    return tensor;
  }

  private static boolean isAsLong(Tensor tensor) {
    try {
      long bytes = tensor.type().bytes();
      for (long side : tensor.shape()) {
        bytes = Math.multiplyExact(bytes, side);
      }
      return bytes == tensor.end() - tensor.begin();
    } catch (ArithmeticException e) {
      return false;
    }
  }

  private String newName(Set<String> names) throws IOException {
    String name = json.nextName();
    check(names.add(name), Printable.of(name) + " is there twice");
    return name;
  }

  private String text(String of) throws IOException {
    check(json.peek() == JsonToken.STRING, of + " has a value that is not text");
    return json.nextString();
  }

  private long[] numbers(String of) throws IOException {
    List<Long> numbers = new ArrayList<>();
    json.beginArray();
    while (json.hasNext()) {
      boolean isNumber = json.peek() == JsonToken.NUMBER;
      String number = isNumber ? json.nextString() : "";
      check(number.matches("\\d{1,18}"), of + " has a side or offset that is not a whole number");
      numbers.add(Long.parseLong(number));
      check(
          numbers.size() <= MOST_SIDES,
          String.format(Locale.ROOT, "%s has more than %d sides", of, MOST_SIDES));
    }
    json.endArray();
    return numbers.stream().mapToLong(Long::longValue).toArray();
  }

  private static void check(boolean right, String fault) {
    if (!right) {
      throw new IllegalStateException(fault);
    }
  }
}
