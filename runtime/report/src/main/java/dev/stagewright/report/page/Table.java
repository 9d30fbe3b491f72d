package dev.stagewright.report.page;

import java.util.List;

/** A table with a caption and heads, which scrolls on its own where it is wider than the page. */
final class Table {

  private final Html html;

  private Table(Html html) {
    this.html = html;
  }

  /**
   * Begins a table.
   *
   * @param style a class for the table; empty for none
   * @param caption what it shows
   * @param heads of the columns; the first one is that of the rows' heads
   */
  static Table open(Html html, String style, String caption, List<String> heads) {
    html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption);
    html.open("table", "class", style).element("caption", caption).open("thead").open("tr");
    heads.forEach(head -> html.element("th", head, "scope", "col"));
    html.close().close().open("tbody").line();
    return new Table(html);
  }

  /** A row of a head and texts. */
  Table row(String head, List<String> cells) {
    open(head);
    cells.forEach(cell -> html.element("td", cell));
    return close();
  }

  /** Begins a row whose cells are the caller's. */
  Table open(String head) {
    html.open("tr").element("th", head, "scope", "row");
    return this;
  }

  /** Ends a row. */
  Table close() {
    html.close().line();
    return this;
  }

  /** Ends the table. */
  void end() {
    html.close().close().close().line();
  }
}
