package dev.stagewright.cli;

import dev.stagewright.errors.Printable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of cells in aligned columns; numbers to the right, all else to the left. */
final class TextTable {

  private final List<List<String>> rows = new ArrayList<>();

  TextTable(String... titles) {
    rows.add(List.of(titles));
  }

  void row(Object... cells) {
    rows.add(Arrays.stream(cells).map(cell -> Printable.of(String.valueOf(cell))).toList());
  }

  @Override
  public String toString() {
    int[] widths =
        IntStream.range(0, rows.get(0).size())
            .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .toArray();
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      String line =
          IntStream.range(0, row.size())
              .mapToObj(column -> padded(row.get(column), column, widths[column]))
              .collect(Collectors.joining("  "));
      text.append(line.stripTrailing()).append(System.lineSeparator());
    }
    return text.toString();
  }

  /** A column is one of numbers if its first value starts with a digit and has no letters. */
  private String padded(String cell, int column, int width) {
    boolean number = rows.size() > 1 && rows.get(1).get(column).matches("[0-9][0-9.,]*");
    String space = " ".repeat(width - cell.length());
    return number ? space + cell : cell + space;
  }
}
