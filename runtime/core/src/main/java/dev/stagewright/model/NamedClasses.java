package dev.stagewright.model;

import dev.stagewright.errors.Brief;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nd4j.shade.jackson.core.JsonFactory;
import org.nd4j.shade.jackson.core.JsonLocation;
import org.nd4j.shade.jackson.core.JsonParser;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.core.JsonStreamContext;
import org.nd4j.shade.jackson.core.JsonToken;

/**
 * Looks for the names of classes in a configuration before Deeplearning4j reads it. Jackson loads a
 * class to see whether it fits, and loading runs the class's static initializers.
 *
 * <p>Jackson takes a name from three places: the property {@code @class}, {@code type} (of
 * distributions), and the head of a list where it expects an object. It is the same Jackson that
 * splits the text here and there, so both find the same.
 */
final class NamedClasses {

  private static final Pattern KNOWN =
      Pattern.compile("(org\\.deeplearning4j|org\\.nd4j|dev\\.stagewright\\.layers)(\\.[\\w$]+)+");

  /** Lists that Deeplearning4j reads as text. */
  private static final Set<String> TEXTS =
      Set.of(
          "networkInputs",
          "networkOutputs",
          "topologicalOrderStr",
          "variables",
          "params",
          "inputs",
          "paramsList",
          "weightParamsList",
          "biasParamsList");

  /** Wrapped layers nest deepest, about ten levels each. */
  private static final int MAX_DEPTH = 100;

  /** Jackson takes time that grows with the square of a number's digits. */
  private static final int MAX_DIGITS = 100;

  private final JsonParser parser;
  private final Set<String> allowed;

  private NamedClasses(JsonParser parser, Set<String> allowed) {
    this.parser = parser;
    this.allowed = allowed;
  }

  /**
   * Checks all names.
   *
   * @param json the configuration
   * @param allowed names of classes that may be there besides Deeplearning4j's and ours
   * @throws IOException if it is not JSON; the message tells the place
   * @throws ModelException if it names another class; the message tells which, and the place
   */
  static void check(String json, Set<String> allowed) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      new NamedClasses(parser, allowed).check();
    } catch (JsonProcessingException e) {
      JsonLocation place = e.getLocation();
      throw new IOException(
          String.format(
              Locale.ROOT,
              "configuration.json is not JSON in line %d, column %d",
              place.getLineNr(),
              place.getColumnNr()),
          e);
    }
  }

  private void check() throws IOException {
    int depth = 0;
    JsonToken token = parser.nextToken();
    while (token != null) {
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (depth > MAX_DEPTH) {
        throw fault("is nested more than " + MAX_DEPTH + " levels deep");
      }
      if (token.isNumeric() && parser.getTextLength() > MAX_DIGITS) {
        throw fault("is a number of " + parser.getTextLength() + " digits");
      }
      if (token == JsonToken.VALUE_STRING && isClassName()) {
        check(parser.getText());
      }
      token = parser.nextToken();
    }
  }

  private boolean isClassName() {
    JsonStreamContext place = parser.getParsingContext();
    if (place.inArray()) {
      JsonStreamContext owner = place.getParent();
      return place.getCurrentIndex() == 0 && !isText(owner) && !isText(owner.getParent());
    }
    return "@class".equals(place.getCurrentName()) || "type".equals(place.getCurrentName());
  }

  /** Whether what a place holds is a list of text, or, as {@code vertexInputs}, of such lists. */
  private static boolean isText(@Nullable JsonStreamContext place) {
    return place != null
        && place.getCurrentName() != null
        && (TEXTS.contains(place.getCurrentName())
            || place.getCurrentName().equals("vertexInputs"));
  }

  private void check(String name) throws IOException {
    if (!KNOWN.matcher(name).matches() && !allowed.contains(name)) {
      throw new ModelException(
          "configuration.json: %s names the class \"%s\", which is not one of Deeplearning4j. A class of yours must be allowed by its name: TrainedModel.load(file, Set.of(name)), or --allow-class"
              .formatted(place(), Brief.of(name)));
    }
  }

  private IOException fault(String what) {
    return new IOException("configuration.json: %s %s".formatted(place(), what));
  }

  private String place() {
    return Brief.of(parser.getParsingContext().pathAsPointer().toString());
  }
}
