package dev.stagewright.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code stagewright errors [NAME]}. */
@Command(
    name = "errors",
    description = "Lists the processor's errors and warnings, or explains one of them.")
final class ErrorsCommand implements Runnable {

  /** A section of docs/troubleshooting.md: its title is the error's name. */
  private static final Pattern SECTION =
      Pattern.compile("^### (\\S+)\n(.*?)(?=^##|\\z)", Pattern.MULTILINE | Pattern.DOTALL);

  /** A page of its own, which explains why there may be no error. */
  private static final String NO_ERROR = "nothing-generated";

  private final PrintWriter out;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "The end of a message's address, for example stem-missing.")
  private @Nullable String name;

  ErrorsCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void run() {
    Map<String, String> sections = sections();
    if (name == null) {
      sections.keySet().forEach(out::println);
      return;
    }
    String section = sections.get(name.replaceFirst("^.*#", ""));
    if (section == null) {
      throw CommandException.usage(
          "%s: there is no such error; \"stagewright errors\" lists them all".formatted(name));
    }
    out.println(section.replace("**", "").strip());
  }

  private static Map<String, String> sections() {
    Map<String, String> sections = new LinkedHashMap<>();
    Matcher matcher = SECTION.matcher(page("troubleshooting"));
    while (matcher.find()) {
      sections.put(matcher.group(1), matcher.group(2));
    }
    sections.put(NO_ERROR, page(NO_ERROR));
    return sections;
  }

  private static String page(String name) {
    try (InputStream page = ErrorsCommand.class.getResourceAsStream(name + ".md")) {
      return new String(page.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
