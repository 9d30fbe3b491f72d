package dev.stagewright.json;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.stagewright.errors.Brief;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads JSON whose types are known; every other type is a fault that tells its place. */
public final class TypedJson {

  /** Files before the flat history nested one level for each training run. */
  private static final int MAX_DEPTH = 1 << 16;

  private final JsonReader in;

  /**
   * Reads from the start of a text.
   *
   * @param json the text
   */
  public TypedJson(String json) {
    in = new JsonReader(new StringReader(json));
    in.setNestingLimit(MAX_DEPTH);
  }

  /** Enters an object. */
  public void beginObject() throws IOException {
    expect(JsonToken.BEGIN_OBJECT, "an object");
    in.beginObject();
  }

  /** Leaves an object. */
  public void endObject() throws IOException {
    in.endObject();
  }

  /** Whether the object or list has more. */
  public boolean hasNext() throws IOException {
    return in.hasNext();
  }

  /** The name of the next member. */
  public String name() throws IOException {
    return in.nextName();
  }

  /** Whether an object is next. */
  public boolean isObject() throws IOException {
    return in.peek() == JsonToken.BEGIN_OBJECT;
  }

  /** Skips a null if one is next. */
  public boolean skipNull() throws IOException {
    boolean found = in.peek() == JsonToken.NULL;
    if (found) {
      in.nextNull();
    }
    return found;
  }

  /** Skips a value of any type. */
  public void skip() throws IOException {
    in.skipValue();
  }

  /** A text. */
  public String text() throws IOException {
    expect(JsonToken.STRING, "text");
    return in.nextString();
  }

  /** A truth value. */
  public boolean truth() throws IOException {
    expect(JsonToken.BOOLEAN, "true or false");
    return in.nextBoolean();
  }

  /** A number without a fraction. */
  public int integer() throws IOException {
    expect(JsonToken.NUMBER, "a number");
    try {
      return in.nextInt();
    } catch (NumberFormatException e) {
      throw new IOException("%s is not an integer of 32 bits".formatted(place()), e);
    }
  }

  /** A number without a fraction. */
  public long longInteger() throws IOException {
    expect(JsonToken.NUMBER, "a number");
    try {
      return in.nextLong();
    } catch (NumberFormatException e) {
      throw new IOException("%s is not an integer of 64 bits".formatted(place()), e);
    }
  }

  /** Any number. */
  public double number() throws IOException {
    expect(JsonToken.NUMBER, "a number");
    return in.nextDouble();
  }

  /** A list of texts. */
  public List<String> texts() throws IOException {
    List<String> texts = new ArrayList<>();
    beginArray();
    while (in.hasNext()) {
      texts.add(text());
    }
    in.endArray();
    return texts;
  }

  /** A list of numbers. */
  public List<Double> numbers() throws IOException {
    List<Double> numbers = new ArrayList<>();
    beginArray();
    while (in.hasNext()) {
      numbers.add(number());
    }
    in.endArray();
    return numbers;
  }

  /** An object whose members are texts. */
  public Map<String, String> textsByName() throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    beginObject();
    while (in.hasNext()) {
      texts.put(name(), text());
    }
    in.endObject();
    return texts;
  }

  /** Enters a list. */
  public void beginArray() throws IOException {
    expect(JsonToken.BEGIN_ARRAY, "a list");
    in.beginArray();
  }

  /** Leaves a list. */
  public void endArray() throws IOException {
    in.endArray();
  }

  /** Checks that nothing follows. */
  public void end() throws IOException {
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

  /** A fault of what was read last. */
  public IOException fault(String what) {
    return new IOException(place() + ": " + what);
  }

  /** Where the reader is, such as {@code $.labels[3]}. */
  public String place() {
    return Brief.of(in.getPath());
  }
}
