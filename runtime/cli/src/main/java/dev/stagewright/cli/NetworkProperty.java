package dev.stagewright.cli;

import dev.stagewright.catalog.NetworkDescription;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What networks are chosen and sorted by: texts or numbers. */
enum NetworkProperty {
  NAME(NetworkDescription::name, null),
  FAMILY(network -> String.valueOf(network.family()), null),
  CONVENTION(network -> String.valueOf(network.convention()), null),
  NONLINEARITY(NetworkDescription::nonlinearity, null),
  CLASSES(null, NetworkDescription::classes),
  PARAMETERS(null, NetworkDescription::parameters),
  GFLOPS(null, network -> network.flops() / 1e9),
  /** The side of the smallest input. */
  SMALLEST(null, network -> network.minimumInput().height());

  private static final Pattern CONDITION = Pattern.compile("(\\w+) *([=<>]) *(.+)");

  private final @Nullable Function<NetworkDescription, String> text;
  private final @Nullable ToDoubleFunction<NetworkDescription> number;

  /** One of the two is given. */
  NetworkProperty(
      @Nullable Function<NetworkDescription, String> text,
      @Nullable ToDoubleFunction<NetworkDescription> number) {
    this.text = text;
    this.number = number;
  }

  /** All, as they are written. */
  static String list() {
    return Arrays.stream(values()).map(NetworkProperty::toString).collect(Collectors.joining(", "));
  }

  /** Texts by the alphabet, numbers by size. */
  Comparator<NetworkDescription> order() {
    return text != null
        ? Comparator.comparing(text, String.CASE_INSENSITIVE_ORDER)
        : Comparator.comparingDouble(Objects.requireNonNull(number));
  }

  /** Whether a network fulfills a condition, such as {@code family=ResNeXt}. */
  static Predicate<NetworkDescription> condition(String text) {
    Matcher matcher = CONDITION.matcher(text);
    NetworkProperty property = matcher.matches() ? of(matcher.group(1)) : null;
    if (property == null) {
      throw wrong(text, "expected PROPERTY=VALUE, or < or > and a number, with one of " + list());
    }
    return property.text == null
        ? property.condition(text, matcher.group(2), matcher.group(3))
        : property.condition(text, property.text, matcher.group(2), matcher.group(3));
  }

  private Predicate<NetworkDescription> condition(
      String condition,
      Function<NetworkDescription, String> found,
      String operator,
      String wanted) {
    if (!operator.equals("=")) {
      throw wrong(condition, this + " is a text, which only = compares");
    }
    return network -> found.apply(network).equalsIgnoreCase(wanted);
  }

  private Predicate<NetworkDescription> condition(String condition, String operator, String value) {
    ToDoubleFunction<NetworkDescription> found = Objects.requireNonNull(number);
    double wanted = number(condition, value);
    return switch (operator) {
      case "<" -> network -> found.applyAsDouble(network) < wanted;
      case ">" -> network -> found.applyAsDouble(network) > wanted;
      default -> network -> found.applyAsDouble(network) == wanted;
    };
  }

  private static double number(String condition, String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw wrong(condition, "\"%s\" is not a number".formatted(value));
    }
  }

  private static CommandException wrong(String text, String why) {
    return CommandException.usage("--where: found \"%s\"; %s".formatted(text, why));
  }

  private static @Nullable NetworkProperty of(String name) {
    return Arrays.stream(values())
        .filter(property -> property.toString().equalsIgnoreCase(name))
        .findFirst()
        .orElse(null);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
