package dev.stagewright.processor.writer;

import java.util.ArrayList;
import java.util.List;

/** A table in Javadoc whose source is aligned, too, for those who read the source. */
final class Table {

  private final List<List<String>> rows = new ArrayList<>();

  Table(String... titles) {
    rows.add(List.of(titles));
  }

  void row(String... cells) {
    rows.add(List.of(cells));
  }

  /** The table; end tags that HTML does not ask for are left out. */
  String html(String caption) {
    StringBuilder html = new StringBuilder("<table>\n<caption>" + caption + "</caption>\n");
    for (List<String> row : rows) {
      String tag = row == rows.get(0) ? "<th>" : "<td>";
      StringBuilder line = new StringBuilder("<tr>");
      for (int column = 0; column < row.size(); column++) {
        String cell = row.get(column);
        String space = " ".repeat(width(column) - cell.length());
        // Names and shapes are aligned left, numbers right.
        line.append(tag).append(column < 3 ? cell + space : space + cell).append(' ');
      }
      html.append(line.toString().stripTrailing()).append('\n');
    }
    return html.append("</table>\n").toString();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElseThrow();
  }
}
