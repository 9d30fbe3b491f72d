package dev.stagewright.report.page;

import dev.stagewright.catalog.NetworkDescription;
import dev.stagewright.report.run.Curves;
import dev.stagewright.report.run.Predictions;
import dev.stagewright.report.run.RunData;
import dev.stagewright.report.run.RunEvent;
import dev.stagewright.reporting.EncodedPicture;
import dev.stagewright.reporting.RunFacts;
import dev.stagewright.reporting.RunPictures;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code report.html}: one run. */
public final class ReportPage {

  /** The page has at most 2 MB; pictures take what the rest leaves. */
  private static final long SIZE = 2_000_000;

  private final RunData run;
  private final RunFacts facts;
  private final int leftOut;

  private ReportPage(RunData run, RunFacts facts, int leftOut) {
    this.run = run;
    this.facts = facts;
    this.leftOut = leftOut;
  }

  /**
   * Makes the page.
   *
   * @param run what the run's files say
   * @param facts what they do not say
   * @return HTML of at most 2 MB in UTF-8
   */
  public static String of(RunData run, RunFacts facts) {
    RunPictures pictures = facts.pictures();
    String bare = new ReportPage(run, facts.with(RunPictures.NONE), 0).render();
    if (pictures.equals(RunPictures.NONE)) {
      return bare;
    }
    long room = SIZE - bare.getBytes(StandardCharsets.UTF_8).length;
    RunPictures fitting = PictureRoom.fill(pictures, room);
    int leftOut = pictures.mistakes().size() - fitting.mistakes().size();
    return new ReportPage(run, facts.with(fitting), leftOut).render();
  }

  private String render() {
    Charts charts = new Charts();
    Page page = new Page("Training run " + run.name(), this::introduction);
    List<RunEvent> warnings = run.events().stream().filter(RunEvent::isWarning).toList();
    if (!warnings.isEmpty()) {
      page.section(
          "warnings", "Warnings and advice", html -> EventSection.warnings(html, warnings));
    }
    page.section("curves", "Curves", html -> charts.add(html, RunCharts.of(run.curves())));
    run.predictions()
        .filter(found -> !found.all().isEmpty())
        .ifPresent(found -> judge(page, found));
    if (!facts.pictures().mistakes().isEmpty()) {
      page.section(
          "mistakes",
          "Worst mistakes",
          html -> PictureSection.mistakes(html, facts.pictures().mistakes(), leftOut));
    }
    if (run.data().or(run::classes).isPresent()) {
      page.section("data", "Data", html -> DataSection.add(html, run));
    }
    EncodedPicture batch = facts.pictures().batch();
    if (batch != null) {
      page.section("batch", "As the network saw it", html -> PictureSection.batch(html, batch));
    }
    NetworkDescription network = facts.network();
    if (network != null) {
      page.section("network", "Network", html -> NetworkSection.add(html, network));
    }
    origins(page);
    return page.with(charts);
  }

  private static void judge(Page page, Predictions found) {
    page.section("confusion", "Confusion matrix", html -> ConfusionSection.add(html, found))
        .section("classes", "Classes", html -> ClassSection.add(html, found))
        .section("reliability", "Reliability", html -> ReliabilitySection.add(html, found));
  }

  /** Settings, versions and commands: what it takes to make the run again. */
  private void origins(Page page) {
    if (!run.plan().isEmpty()) {
      page.section(
          "settings", "Settings", html -> SettingsSection.table(html, "plan.yaml", run.plan()));
    }
    run.command()
        .ifPresent(line -> page.section("repeat", "Repeat it", html -> html.element("pre", line)));
    if (!run.origins().isEmpty()) {
      page.section(
          "versions",
          "Versions and machine",
          html -> SettingsSection.table(html, "As the run started", run.origins()));
    }
    if (!run.events().isEmpty()) {
      page.section("events", "Events", html -> EventSection.all(html, run.events()));
    }
  }

  /** The last epoch's figures. */
  private void introduction(Html html) {
    html.open("dl", "class", "facts");
    NetworkDescription network = facts.network();
    if (network != null) {
      fact(html, "network", network.name());
    }
    Curves curves = run.curves();
    if (!curves.epochs().isEmpty()) {
      fact(html, "epochs", String.valueOf(curves.epochs().get(curves.epochs().size() - 1)));
    }
    for (Chart chart : RunCharts.of(curves)) {
      // The run's own, its rate and its speed, are seen further down.
      chart.lines().stream()
          .filter(line -> !line.label().equals(chart.title()))
          .forEach(line -> fact(html, line.label() + " " + chart.title(), Figures.of(line.last())));
    }
    html.close();
  }

  private static void fact(Html html, String name, String value) {
    html.open("div").element("dt", name).element("dd", value).close();
  }
}
