package dev.stagewright.cli;

import dev.stagewright.network.NamedOption;
import dev.stagewright.network.NetworkBuilder;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A network's options by the names of its builder's methods; shared by the commands. */
final class BuilderOptions {

  @Option(
      names = "--option",
      paramLabel = "NAME=VALUE",
      completionCandidates = Names.class,
      description = "An option of the network. May be repeated.${COMPLETION-CANDIDATES}")
  private List<String> options = List.of();

  /** Refuses an option that the command does not heed. */
  void refuse(String name, String reason) {
    if (byName().containsKey(name)) {
      throw CommandException.usage("--option %s: has no effect: %s".formatted(name, reason));
    }
  }

  /** Refuses the options that choose parameters, for commands that look at the structure alone. */
  void refuseParameters() {
    refuse("weights", "this command does not look at the parameters' values");
    refuse("seed", "this command does not look at the parameters' values");
  }

  /** The value of an option, or null if it was not given. */
  @Nullable String value(String name) {
    return byName().get(name);
  }

  void applyTo(NetworkBuilder<?> builder) {
    Map<String, String> byName = byName();
    if (!"false".equalsIgnoreCase(byName.get("includeTop"))) {
      refuse("pooling", "it is for networks without their top, --option includeTop=false");
    }
    byName.forEach(builder::option);
  }

  private Map<String, String> byName() {
    return GivenOptions.pairs("--option", "NAME=VALUE", options);
  }

  /** For the help: a line for every option. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      String lines =
          Arrays.stream(NamedOption.values())
              .map(option -> "%n" + option)
              .collect(Collectors.joining());
      return List.of(lines).iterator();
    }
  }
}
