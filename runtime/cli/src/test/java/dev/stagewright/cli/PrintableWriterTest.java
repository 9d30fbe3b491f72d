package dev.stagewright.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableWriterTest {

  /** A disk that is full. */
  private static final class Full extends Writer {
    @Override
    public void write(char[] characters, int offset, int length) throws IOException {
      throw new IOException("No space left on device");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void controlCharactersAreShown() {
    StringWriter text = new StringWriter();
    PrintWriter writer = PrintableWriter.around(new PrintWriter(text));

    writer.print("caf\u00e9\t\uD83D\uDE00\n\u001b[2J\u0007\u007f\u009b1m\r");
    writer.flush();

    assertThat(text)
        .hasToString("caf\u00e9\t\uD83D\uDE00\n\\u001b[2J\\u0007\\u007f\\u009b1m\\u000d");
  }

  @Test
  void logsAreShownTheSameWay() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream log = new PrintStream(new PrintableStream(bytes), true, UTF_8);

    log.print("caf\u00e9\t\uD83D\uDE00\n\u001b[2J\u0007\u007f\r");
    log.flush();

    assertThat(bytes.toString(UTF_8))
        .isEqualTo("caf\u00e9\t\uD83D\uDE00\n\\u001b[2J\\u0007\\u007f\\u000d");
  }

  @ParameterizedTest
  @ValueSource(strings = {"networks", "source SmallElu", "--help", "summary --version"})
  void outputThatCannotBeWrittenIsAFailure(String line) {
    StringWriter err = new StringWriter();

    int exitCode =
        Stagewright.run(new PrintWriter(new Full()), new PrintWriter(err), line.split(" "));

    assertThat(exitCode).isEqualTo(1);
    assertThat(err).hasToString("");
  }

  @Test
  void labelsDoNotCommandTheTerminal(@TempDir Path folder) throws IOException {
    Material.paint(folder.resolve("images/\u001b[31mred"), 0xe03020);
    Material.paint(folder.resolve("images/blue\u0007"), 0x2040e0);
    Path model = folder.resolve("model.zip");
    Run.of("train", "SmallElu", "--images", folder.resolve("images"), "--output", model);

    Run run = Run.of("predict", "--model", model, folder.resolve("images/\u001b[31mred/0.png"));

    assertThat(run.out()).contains("\\u001b[31mred/0.png  ", "\\u001b[31mred ", "blue\\u0007 ");
    assertThat(run.out().chars()).noneMatch(c -> Character.isISOControl(c) && c != '\n');
  }

  @Test
  void neitherDoMessages() throws IOException {
    Run run = Run.of("weights", "inspect", "no\u001b[2Jfile.h5");

    assertThat(run.err()).contains("no\\u001b[2Jfile.h5").doesNotContain("\u001b");
  }
}
