package dev.stagewright.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stagewright.catalog.NetworkCatalog;
import dev.stagewright.reporting.RunFacts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages in Chromium; skipped where it is not installed. */
@TestInstance(Lifecycle.PER_CLASS) // a browser takes a second to start
class PageInBrowserTest {

  private static final String AXE = "/META-INF/resources/webjars/axe-core/%s/axe.min.js";
  private static final String AXE_VERSION =
      "/META-INF/maven/org.webjars.npm/axe-core/pom.properties";

  private final Path folder;
  private @Nullable Browser browser;

  PageInBrowserTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeAll
  void open() throws IOException {
    Optional<Path> chromium = Browser.executable();
    assumeTrue(chromium.isPresent(), "found no chromium on the PATH; the pages are not looked at");
    Path first = SampleRun.write(folder.resolve("first"), 20, 0.1);
    Path second = SampleRun.write(folder.resolve("second"), 40, 0.05);
    RunFacts facts =
        new RunFacts(
            NetworkCatalog.ofClassPath().find("ResNet50Elu"), SampleRun.facts(6).pictures());
    HtmlReports reports = new HtmlReports();
    reports.write(first, facts);
    reports.compare(List.of(first, second), folder.resolve("compare.html"));
    browser = Browser.start(chromium.get());
  }

  @AfterAll
  void close() throws IOException {
    if (browser != null) {
      browser.close();
    }
  }

  private Browser browser() {
    return Objects.requireNonNull(browser);
  }

  @ParameterizedTest
  @CsvSource({
    "first/report.html, 360, false",
    "first/report.html, 360, true",
    "first/report.html, 1280, true",
    "first/report.html, 1600, false",
    "compare.html, 360, true",
    "compare.html, 1600, false"
  })
  void needsNothingElseAndFitsAndCanBeReadByEverybody(String page, int width, boolean dark)
      throws IOException {
    Path file = folder.resolve(page);
    browser().open(file, width, dark);

    assertThat(browser().evaluate("document.querySelectorAll('.plot canvas').length + ''"))
        .isEqualTo(browser().evaluate("document.querySelectorAll('.plot').length + ''"))
        .isNotEqualTo("0");
    assertThat(browser().complaints()).isEmpty();
    assertThat(browser().requests())
        .filteredOn(request -> !request.startsWith("data:"))
        .containsExactly(file.toUri().toString());
    assertThat(
            browser()
                .evaluate(
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth + ''"))
        .isEqualTo("0");
    assertThat(violations()).isEqualTo("[]");
  }

  /** What axe-core finds, contrast and labels among it; every rule that it has. */
  private String violations() throws IOException {
    browser().evaluate(axe());
    return browser()
        .evaluate(
            "axe.run().then(found => JSON.stringify(found.violations.map(rule =>"
                + " [rule.id, rule.help, rule.nodes.map(node => node.html).slice(0, 3)])))");
  }

  private static String axe() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = PageInBrowserTest.class.getResourceAsStream(AXE_VERSION)) {
      properties.load(in);
    }
    String file = AXE.formatted(properties.getProperty("version"));
    try (InputStream in = PageInBrowserTest.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8) + "; 'ready'";
    }
  }

  /** The curves are read by a keyboard as by a mouse. */
  @Test
  void arrowKeysMoveAlongACurve() {
    browser().open(folder.resolve("first/report.html"), 1280, false);
    browser().evaluate("document.getElementById('plot-2').focus(); ''");
    browser().press("ArrowLeft");
    browser().press("ArrowLeft");

    assertThat(browser().evaluate("document.activeElement.getAttribute('aria-valuetext')"))
        .isEqualTo("epoch 18, training 0.9309, validation 0.8636");
    assertThat(
            browser()
                .evaluate(
                    "Array.from(document.activeElement.parentElement.querySelectorAll('.legend b'),"
                        + " each => each.textContent).join(' ')"))
        .isEqualTo("0.9309 0.8636");
  }

  /** A run that ended before another one keeps its last value in sight. */
  @Test
  void everyLineShowsItsOwnLastValue() {
    browser().open(folder.resolve("compare.html"), 1280, false);

    assertThat(
            browser()
                .evaluate(
                    "Array.from(document.querySelectorAll('.legend')[0].querySelectorAll('b'),"
                        + " each => each.textContent).join(' ')"))
        .isEqualTo("0.1875 0.1741");
  }

  @ParameterizedTest
  @CsvSource({
    "screen, 'rgb(20, 24, 31)', #6ea8e8",
    "print, 'rgb(255, 255, 255)', #2f6db0",
  })
  void paperIsLightWhateverTheScreenIs(String medium, String ground, String line) {
    browser().open(folder.resolve("first/report.html"), 1280, true);

    browser().showAs(medium, true);

    assertThat(browser().evaluate("getComputedStyle(document.body).backgroundColor"))
        .isEqualTo(ground);
    assertThat(
            browser()
                .evaluate(
                    "getComputedStyle(document.documentElement).getPropertyValue('--line-1')"))
        .isEqualTo(line);
  }

  @Test
  void printsOnPaper() {
    browser().open(folder.resolve("first/report.html"), 1280, true);

    byte[] pdf = browser().print();

    assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
    assertThat(browser().evaluate("String(matchMedia('print').matches)")).isEqualTo("false");
    assertThat(browser().complaints()).isEmpty();
  }
}
