package dev.stagewright.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stagewright.engine.Engines;
import dev.stagewright.engine.Precision;
import dev.stagewright.network.NamedOption;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Every row of every {@code --help} is tried, and a row without a try fails. */
@TestInstance(Lifecycle.PER_CLASS) // the files are made once
class OptionsTest {

  /**
   * Rows of command and option; a command line that uses it; a pattern of what that does: the exit
   * code, what is printed, where the model comes from that is saved.
   */
  private static final String TRIES = "OptionsTest.txt";

  record Try(String option, String line, String pattern) {
    static Try of(String row) {
      String[] cells = row.split(" +\\| ", 3);
      return new Try(cells[0], cells[1], cells[2]);
    }
  }

  private final Material material;

  OptionsTest(@TempDir Path folder) throws IOException {
    assumeTrue(Engines.engine().isPresent(), Engines.status());
    material = Material.in(folder);
  }

  static Stream<Try> tries() throws IOException {
    try (InputStream rows =
        Objects.requireNonNull(OptionsTest.class.getResourceAsStream(TRIES), TRIES)) {
      return new String(rows.readAllBytes(), UTF_8).lines().map(Try::of);
    }
  }

  static Stream<String> commands() {
    return specs(root()).map(OptionsTest::name);
  }

  @ParameterizedTest
  @MethodSource("tries")
  void everyOptionHasItsEffect(Try each) throws IOException {
    Run run = Run.of((Object[]) material.line(each.line()));

    String found = run.exitCode() + " " + run.out() + run.err() + material.result();
    assertThat(found).containsPattern("(?s)" + each.pattern().replace("{bf16}", bf16().toString()));
  }

  /** What --precision bf16 gives on this machine. */
  private static Precision bf16() {
    return Engines.engine().orElseThrow().supports(Precision.BF16) ? Precision.BF16 : Precision.F32;
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasHelp(String command) {
    String[] line = (command + " --help").strip().split(" ");

    Run run = Run.of((Object[]) line);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("Usage:").contains(("stagewright " + command).strip());
    assertThat(run.out().lines()).allMatch(text -> text.length() <= 80);
  }

  @ParameterizedTest
  @EnumSource(NamedOption.class)
  void helpHasEveryOptionOfANetwork(NamedOption option) {
    String help = Run.of("train", "--help").out();

    // Wherever its line is broken.
    assertThat(help.replaceAll("\\s+", "")).contains(option.toString().replace(" ", ""));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasVersion(String command) {
    String[] line = (command + " --version").strip().split(" ");

    assertThat(Run.of((Object[]) line).out()).startsWith("stagewright ");
  }

  @Test
  void noOptionIsWithoutATry() throws IOException {
    Set<String> promised =
        specs(root())
            .filter(command -> command.subcommands().isEmpty())
            .flatMap(command -> labels(command).map(label -> name(command) + " " + label))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> tried = tries().map(Try::option).collect(Collectors.toCollection(TreeSet::new));

    assertThat(tried).isEqualTo(promised);
  }

  private static CommandSpec root() {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    return Stagewright.commandLine(nowhere, nowhere).getCommandSpec();
  }

  private static Stream<CommandSpec> specs(CommandSpec command) {
    return Stream.concat(
        Stream.of(command),
        command.subcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .flatMap(OptionsTest::specs));
  }

  private static String name(CommandSpec command) {
    return command.qualifiedName().replaceFirst("stagewright ?", "");
  }

  /** Options and parameters; --help and --version are tried for all commands. */
  private static Stream<String> labels(CommandSpec command) {
    return Stream.concat(
        command.options().stream()
            .filter(option -> !option.usageHelp() && !option.versionHelp())
            .map(OptionSpec::longestName),
        command.positionalParameters().stream().map(PositionalParamSpec::paramLabel));
  }
}
