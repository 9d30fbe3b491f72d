package dev.stagewright.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {

  private static Table read(String name, String text) {
    return Table.of(name, text.getBytes(StandardCharsets.UTF_8), null);
  }

  @Test
  void quotesSeparatorsAndLineBreaksAreReadAsMeant() {
    Table table = read("t.csv", "id,what\r\n1,\"a \"\"b\"\", c\"\r\n\r\n 2 ,\"x\ny\"\r\n");

    assertThat(table.columns()).containsExactly("id", "what");
    assertThat(table.rows())
        .containsExactly(
            new Table.Row(2, List.of("1", "a \"b\", c")), new Table.Row(4, List.of("2", "x\ny")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"t.csv | a,b;c", "t.csv | 'a;b,c;d'", "t.tsv | 'a\tb,c,d'", "t.csv | 'a\tb'"})
  void theSeparatorIsTheOneThatTheFirstLineHasMostOf(String name, String header) {
    String separator =
        name.equals("t.tsv") || header.contains("\t") ? "\t" : header.substring(1, 2);
    Table table = read(name, header + "\n" + header.replaceAll("[a-d]", "1") + "\n");

    assertThat(table.columns()).containsExactly(header.split(separator));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void byteOrderMarksTellTheEncoding(String charset) {
    byte[] bytes = "\uFEFFid,Gr\u00f6\u00dfe\n1,\u00fc\n".getBytes(Charset.forName(charset));

    Table table = Table.of("t.csv", bytes, StandardCharsets.ISO_8859_1);

    assertThat(table.columns()).containsExactly("id", "Gr\u00f6\u00dfe");
    assertThat(table.fields(1)).containsExactly("\u00fc");
  }

  @Test
  void otherEncodingsHaveToBeSaid() {
    Charset windows = Charset.forName("windows-1252");
    byte[] bytes = "id,what\n1,a\n2,\u00fc\u20ac\n".getBytes(windows);

    assertThat(Table.of("t.csv", bytes, windows).fields(1)).containsExactly("a", "\u00fc\u20ac");
    assertThatThrownBy(() -> Table.of("t.csv", bytes, null))
        .hasMessage(
            "t.csv: line 3 is not text in UTF-8; name its encoding, for example --encoding windows-1252, or convert it: iconv -f WINDOWS-1252 -t UTF-8");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "id,what\\n1,\"a\\n2,b\\n | t.csv: the row that starts in line 2 or behind it cannot be read: ",
        "id,what\\n1,a\\n2\\n3\\n | t.csv: found 1 field(s) in line 3; expected 2, one for each column: id, what. Correct it and 1 other line(s)",
        "id,what\\n1,a,b\\n | t.csv: found 3 field(s) in line 2; expected 2, one for each column: id, what. Correct the line",
        "id,id\\n1,a\\n | t.csv: found two columns named \"id\"; expected each name once. Rename one",
        "id,what\\n | t.csv: found one row only; expected a row of column names and at least one more",
        "`` | t.csv: found no row; expected a row of column names and at least one more"
      })
  void saysWhatIsWrong(String text, String fault) {
    assertThatThrownBy(() -> read("t.csv", text.replace("\\n", "\n")))
        .isInstanceOf(TableException.class)
        .hasMessageStartingWith(fault);
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> Table.read(Path.of("nope.csv")))
        .hasMessage("nope.csv: does not exist");
  }

  @Test
  void whatProgramsWriteIsReadToTheLetter(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("t.tsv"), "path,p:a;b\n a.png,\" 1\"\n");
    Table table = Table.exact(file);

    assertThat(table.columns()).containsExactly("path", "p:a;b");
    assertThat(table.rows()).containsExactly(new Table.Row(2, List.of(" a.png", " 1")));
    assertThat(table.field(table.rows().get(0), "p:a;b")).isEqualTo(" 1");
    assertThat(table.field(table.rows().get(0), "error")).isEmpty();
  }
}
