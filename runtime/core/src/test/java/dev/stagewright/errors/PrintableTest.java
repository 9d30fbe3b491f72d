package dev.stagewright.errors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintableTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Ä tabby, cat | Ä tabby, cat",
        "猫 😀 | 猫 😀",
        "a\u001b[2Jcleared | a\\u001b[2Jcleared",
        "two\u0085lines | two\\u0085lines",
        "left\u202eright | left\\u202eright",
        "half\ud83d. | half\\ud83d.",
        "tag\udb40\udc01. | tag\\U0e0001."
      })
  void commandsToATerminalAreWrittenOut(String text, String shown) {
    assertThat(Printable.of(text)).isEqualTo(shown);
  }
}
