package dev.stagewright.report.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;

/**
 * A page that is one file: styles, scripts and pictures are in it. Its policy forbids the browser
 * to load anything else, and to run any other script or style than these.
 */
final class Page {

  private static final String STYLES = Resource.text("page.css") + UPlot.styles();
  private static final String SCRIPT = Resource.text("page.js");

  private record Section(String id, String title, String markup) {}

  private final String title;
  private final String introduction;
  private final List<Section> sections = new ArrayList<>();

  /**
   * Begins a page.
   *
   * @param title its heading
   * @param introduction what stands under that
   */
  Page(String title, Consumer<Html> introduction) {
    this.title = title;
    this.introduction = markup(introduction);
  }

  /** Adds a section at the end. */
  Page section(String id, String heading, Consumer<Html> content) {
    sections.add(new Section(id, heading, markup(content)));
    return this;
  }

  private static String markup(Consumer<Html> content) {
    Html html = new Html();
    content.accept(html);
    return html.toString();
  }

  /** The file's text, with the charts drawn. */
  String with(Charts charts) {
    Html html = new Html();
    html.raw("<!DOCTYPE html>\n").open("html", "lang", "en").line();
    head(html, !charts.isEmpty());
    html.open("body").line();
    html.element("a", "Skip to the content", "class", "skip", "href", "#content");
    html.open("header").element("h1", title).raw(introduction).close().line();
    contents(html);
    html.open("main", "id", "content").line();
    for (Section section : sections) {
      html.open("section", "id", section.id(), "aria-labelledby", section.id() + "-heading");
      html.element("h2", section.title(), "id", section.id() + "-heading").line();
      html.raw(section.markup()).close().line();
    }
    html.close();
    footer(html);
    if (!charts.isEmpty()) {
      html.raw("<script type=\"application/json\" id=\"charts\">")
          .raw(charts.json())
          .raw("</script>\n");
      html.raw("<script>").raw(UPlot.script()).raw("</script>\n");
      html.raw("<script>").raw(SCRIPT).raw("</script>\n");
    }
    return html.close().close().line().toString();
  }

  private void head(Html html, boolean scripts) {
    String policy =
        "default-src 'none'; img-src data:; style-src %s; script-src %s; base-uri 'none'; form-action 'none'"
            .formatted(
                hash(STYLES), scripts ? hash(UPlot.script()) + " " + hash(SCRIPT) : "'none'");
    html.open("head").empty("meta", "charset", "utf-8").line();
    html.empty("meta", "http-equiv", "Content-Security-Policy", "content", policy).line();
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").line();
    html.empty("meta", "name", "color-scheme", "content", "light dark").line();
    html.empty("link", "rel", "icon", "href", "data:,").line();
    html.element("title", title).line();
    html.raw("<style>").raw(STYLES).raw("</style>\n").close().line();
  }

  private void contents(Html html) {
    html.open("nav", "aria-label", "Contents").open("ul");
    for (Section section : sections) {
      html.open("li").element("a", section.title(), "href", "#" + section.id()).close();
    }
    html.close().close().line();
  }

  private static void footer(Html html) {
    html.open("footer");
    html.text("Written by Stagewright. Curves are drawn by uPlot " + UPlot.version() + ".");
    html.open("details").element("summary", "uPlot's license").element("pre", UPlot.license());
    html.close().close().line();
  }

  /** What a policy calls a style or script by. */
  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
