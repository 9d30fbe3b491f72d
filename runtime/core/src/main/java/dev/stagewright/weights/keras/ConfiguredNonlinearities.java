package dev.stagewright.weights.keras;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The nonlinearities that a model's configuration names. */
final class ConfiguredNonlinearities {

  /** An activation by its name, or a layer that is one. */
  private static final Pattern NAMED =
      Pattern.compile(
          "\"activation\"\\s*:\\s*\"(\\w+)\"|\"class_name\"\\s*:\\s*\"(ReLU|ELU|LeakyReLU|PReLU)\"");

  /** Those of heads and gates, and what does nothing. */
  private static final Set<String> OTHERS = Set.of("linear", "softmax", "sigmoid", "hardsigmoid");

  private ConfiguredNonlinearities() {}

  /**
   * Finds them.
   *
   * @param config in JSON; null if the file has none
   */
  static Set<String> in(@Nullable String config) {
    Set<String> found = new TreeSet<>();
    Matcher named = NAMED.matcher(config == null ? "" : config);
    while (named.find()) {
      String name = named.group(1) == null ? named.group(2) : named.group(1);
      found.add(name.toLowerCase(Locale.ROOT).replace("_", "").replace("swish", "silu"));
    }
    found.removeAll(OTHERS);
    return found;
  }
}
