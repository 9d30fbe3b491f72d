package dev.stagewright.cli;

import dev.stagewright.network.NetworkBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A network's options by the names of its builder's methods; shared by the commands. */
final class BuilderOptions {

  @Option(
      names = "--option",
      paramLabel = "NAME=VALUE",
      description =
          "An option of the network: includeTop, pooling, classes, inputShape, dataFormat, reg,"
              + " alpha, weights or seed. May be repeated.")
  private Map<String, String> options = new LinkedHashMap<>();

  boolean has(String name) {
    return options.containsKey(name);
  }

  /** The value of an option, or null if it was not given. */
  @Nullable String value(String name) {
    return options.get(name);
  }

  void applyTo(NetworkBuilder<?> builder) {
    options.forEach(builder::option);
  }
}
