package dev.stagewright.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.processor.topology.Attention;
import dev.stagewright.processor.topology.Window;
import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What generated code computes is what the description was computed with. */
class FormulasTest {

  private final JShell shell = JShell.builder().executionEngine("local").build();

  @AfterEach
  void close() {
    shell.close();
  }

  private int value(String expression) {
    List<SnippetEvent> events = shell.eval(expression);
    return Integer.parseInt(events.get(events.size() - 1).value());
  }

  @ParameterizedTest
  @CsvSource({"4, 16", "64, 16", "200, 16", "216, 16", "2048, 16", "256, 8", "100, 3"})
  void theWidthOfSqueezeAndExcitation(int channels, int reduction) {
    Attention attention = new Attention(Attention.Kind.SE, reduction);

    assertThat(value(attention.hidden(String.valueOf(channels))))
        .isEqualTo(attention.hidden(channels));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 64, 127, 128, 256, 512, 2047, 2048, 8192})
  void theKernelOfEfficientChannelAttention(int channels) {
    Attention.kernelStatements(String.valueOf(channels))
        .forEach(statement -> shell.eval(statement + ";"));

    assertThat(value("kernel")).isEqualTo(Attention.kernel(channels));
  }

  @ParameterizedTest
  @CsvSource({"1, 4", "3, 1", "5, 2", "7, 3"})
  void thePaddingThatKeepsTheSize(int kernel, int dilation) {
    assertThat(value(Window.keeping(String.valueOf(kernel), String.valueOf(dilation))))
        .isEqualTo(Window.keeping(kernel, dilation));
    assertThat(value(Window.keeping(String.valueOf(kernel)))).isEqualTo(Window.keeping(kernel, 1));
  }
}
