package dev.stagewright.network;

import dev.stagewright.weights.InitialWeights;
import dev.stagewright.weights.WeightsException;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The options of a network as text: each knows its name, form and default, and sets itself. */
public enum NamedOption {
  /** {@link NetworkBuilder#includeTop}. */
  INCLUDE_TOP("includeTop", "true or false", "true", (b, v) -> b.includeTop(bool(v))),
  /** {@link NetworkBuilder#pooling}. */
  POOLING("pooling", "none, avg or max", "none", (b, v) -> b.pooling(constant(Pooling.class, v))),
  /** {@link NetworkBuilder#classes}. */
  CLASSES(
      "classes",
      "a whole number of at least 2",
      "as declared",
      (b, v) -> b.classes(Integer.parseInt(v))),
  /** {@link NetworkBuilder#inputShape(InputShape)}. */
  INPUT_SHAPE(
      "inputShape",
      "height,width,channels, each at least 1",
      "as declared",
      (b, v) -> b.inputShape(shape(v))),
  /** {@link NetworkBuilder#dataFormat}. */
  DATA_FORMAT(
      "dataFormat",
      "channels_last or channels_first",
      "channels_last",
      (b, v) -> b.dataFormat(constant(DataFormat.class, v))),
  /** {@link NetworkBuilder#reg}. */
  REG(
      "reg",
      "none, l2:FACTOR, l1:FACTOR or l1:FACTOR,l2:FACTOR, with factors of at least 0",
      "as declared",
      (b, v) -> b.reg(regularization(v))),
  /** {@link NetworkBuilder#alpha}. */
  ALPHA("alpha", "a number above 0", "as declared", (b, v) -> b.alpha(Double.parseDouble(v))),
  /** {@link NetworkBuilder#weights(InitialWeights)}. */
  WEIGHTS(
      "weights",
      "none, imagenet or an existing file's path",
      "none",
      (b, v) -> b.weights(InitialWeights.parse(v))),
  /** {@link NetworkBuilder#seed}. */
  SEED("seed", "a whole number", "0", (b, v) -> b.seed(Long.parseLong(v)));

  private final String optionName;
  private final String form;
  private final String byDefault;
  private final BiConsumer<NetworkBuilder<?>, String> setter;

  NamedOption(
      String optionName,
      String form,
      String byDefault,
      BiConsumer<NetworkBuilder<?>, String> setter) {
    this.optionName = optionName;
    this.form = form;
    this.byDefault = byDefault;
    this.setter = setter;
  }

  /** The option in one line: name, form and default. */
  @Override
  public String toString() {
    return "%s: %s (default: %s)".formatted(optionName, form, byDefault);
  }

  static NamedOption of(String name) {
    return Arrays.stream(values())
        .filter(option -> option.optionName.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new OptionException(
                    "There is no option \"%s\"; the options are %s"
                        .formatted(
                            name,
                            Arrays.stream(values())
                                .map(option -> option.optionName)
                                .collect(Collectors.joining(", ")))));
  }

  void set(NetworkBuilder<?> builder, String value) {
    try {
      setter.accept(builder, value.strip());
    } catch (OptionException e) {
      throw e;
    } catch (WeightsException e) {
      throw new OptionException(String.valueOf(e.getMessage()), e);
    } catch (IllegalArgumentException e) {
      throw new OptionException(
          "%s: found \"%s\"; expected %s".formatted(optionName, value, form), e);
    }
  }

  private static boolean bool(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String text) {
    return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
  }

  private static InputShape shape(String text) {
    int[] sides =
        Arrays.stream(text.split("[,x]")).map(String::strip).mapToInt(Integer::parseInt).toArray();
    if (sides.length != 3) {
      throw new IllegalArgumentException(text);
    }
    return new InputShape(sides[0], sides[1], sides[2]);
  }

  private static Regularization regularization(String text) {
    if (text.equals("none")) {
      return Regularization.NONE;
    }
    var factors =
        Arrays.stream(text.split(","))
            .map(part -> part.strip().split(":", 2))
            .collect(
                Collectors.toMap(
                    part -> part[0],
                    Function.identity(),
                    (first, second) -> {
                      throw new IllegalArgumentException(text);
                    }));
    double l1 = factor(factors.remove("l1"));
    double l2 = factor(factors.remove("l2"));
    if (!factors.isEmpty()) {
      throw new IllegalArgumentException(text);
    }
    return new Regularization(l1, l2);
  }

  private static double factor(String @org.jspecify.annotations.Nullable [] part) {
    if (part == null) {
      return 0;
    }
    if (part.length != 2) {
      throw new IllegalArgumentException(part[0]);
    }
    return Double.parseDouble(part[1]);
  }
}
