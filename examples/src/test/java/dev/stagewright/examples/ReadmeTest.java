package dev.stagewright.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The README's code is that of files which are compiled or run: a comment before each block names
 * the file, in which the block's lines must follow each other, indented in any way.
 */
class ReadmeTest {

  private static final Path ROOT = Path.of("..");
  private static final Pattern BLOCK =
      Pattern.compile(
          "(?:<!-- from (?<file>\\S+) -->\n)?```(?<language>\\w+)\n(?<text>.*?)```",
          Pattern.DOTALL);

  record Block(String file, String language, String text) {
    @Override
    public String toString() {
      return language + " from " + file;
    }
  }

  static Stream<Block> blocks() {
    return BLOCK
        .matcher(read(ROOT.resolve("README.md")))
        .results()
        .map(
            found ->
                new Block(
                    found.group(1) == null ? "nowhere" : found.group(1),
                    found.group(2),
                    found.group(3)));
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void blocksAreTheFiles(Block block) {
    assertThat(flat(read(ROOT.resolve(block.file())))).contains(flat(block.text()));
  }

  @Test
  void thereAreBlocksOfEveryKind() {
    assertThat(blocks()).extracting(Block::language).contains("java", "xml", "sh");
  }

  private static String flat(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .reduce("\n", (lines, line) -> lines + line + "\n");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
