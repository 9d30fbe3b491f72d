package dev.stagewright.model;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads JSON whose types are known; every other type is a fault that tells its place. */
final class TypedJson {

  /** Files before the flat history nested one level for each training run. */
  private static final int MAX_DEPTH = 1 << 16;

  private final JsonReader in;

  TypedJson(String json) {
    in = new JsonReader(new StringReader(json));
    in.setNestingLimit(MAX_DEPTH);
  }

  void beginObject() throws IOException {
    expect(JsonToken.BEGIN_OBJECT, "an object");
    in.beginObject();
  }

  void endObject() throws IOException {
    in.endObject();
  }

  boolean hasNext() throws IOException {
    return in.hasNext();
  }

  String name() throws IOException {
    return in.nextName();
  }

  boolean isObject() throws IOException {
    return in.peek() == JsonToken.BEGIN_OBJECT;
  }

  void skip() throws IOException {
    in.skipValue();
  }

  String text() throws IOException {
    expect(JsonToken.STRING, "text");
    return in.nextString();
  }

  int integer() throws IOException {
    expect(JsonToken.NUMBER, "a number");
    try {
      return in.nextInt();
    } catch (NumberFormatException e) {
      throw new IOException("%s is not an integer of 32 bits".formatted(place()), e);
    }
  }

  List<String> texts() throws IOException {
    List<String> texts = new ArrayList<>();
    beginArray();
    while (in.hasNext()) {
      texts.add(text());
    }
    in.endArray();
    return texts;
  }

  Map<String, String> textsByName() throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    beginObject();
    while (in.hasNext()) {
      texts.put(name(), text());
    }
    in.endObject();
    return texts;
  }

  void beginArray() throws IOException {
    expect(JsonToken.BEGIN_ARRAY, "a list");
    in.beginArray();
  }

  void endArray() throws IOException {
    in.endArray();
  }

  /** Nothing may follow. */
  void end() throws IOException {
    expect(JsonToken.END_DOCUMENT, "the end");
  }

  private void expect(JsonToken expected, String words) throws IOException {
    JsonToken found = in.peek();
    if (found != expected) {
      throw fault("expected %s, found %s".formatted(words, words(found)));
    }
  }

  private static String words(JsonToken token) {
    return switch (token) {
      case BEGIN_ARRAY -> "a list";
      case BEGIN_OBJECT -> "an object";
      case STRING -> "text";
      case NUMBER -> "a number";
      default -> token.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    };
  }

  IOException fault(String what) {
    return new IOException(place() + ": " + what);
  }

  /** Where the reader is, such as {@code $.labels[3]}. */
  String place() {
    return Brief.of(in.getPath());
  }
}
