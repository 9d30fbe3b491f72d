package dev.stagewright.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagewright.catalog.NetworkCatalog;
import dev.stagewright.report.run.ReportException;
import dev.stagewright.reporting.EncodedPicture;
import dev.stagewright.reporting.Mistake;
import dev.stagewright.reporting.RunFacts;
import dev.stagewright.reporting.RunPictures;
import dev.stagewright.reporting.RunReports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages as text. */
class HtmlReportsTest {

  private final Path folder;
  private final RunReports reports = RunReports.installed().orElseThrow();

  HtmlReportsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private String report(Path run, RunFacts facts) throws IOException {
    reports.write(run, facts);
    return Files.readString(run.resolve("report.html"));
  }

  @Test
  void hasEverySection() throws IOException {
    Path run = SampleRun.write(folder.resolve("run"), 20, 0.1);
    RunFacts facts =
        new RunFacts(
            NetworkCatalog.ofClassPath().find("ResNet50Elu"), SampleRun.facts(3).pictures());

    String page = report(run, facts);

    assertThat(texts(page, "h1")).containsExactly("Training run run");
    assertThat(texts(page, "h2"))
        .containsExactly(
            "Warnings and advice",
            "Curves",
            "Confusion matrix",
            "Classes",
            "Reliability",
            "Worst mistakes",
            "Data",
            "As the network saw it",
            "Network",
            "Settings",
            "Repeat it",
            "Versions and machine",
            "Events");
    assertThat(texts(page, "h3"))
        .containsExactly("Loss", "Accuracy", "Learning rate", "Images per second");
    assertThat(page)
        .contains(
            "<pre>cd &#39;/home/me/my pictures&#39; &amp;&amp; stagewright train ResNet20Elu --images clothes --run &#39;it&#39;\\&#39;&#39;s&#39;</pre>",
            "<th scope=\"row\">plan.optimizer.momentum</th><td>0.9</td>",
            "<th scope=\"row\">stage 4</th><td>6 × (1×1 256 → 3×3 256 → 1×1 1024), stride 2",
            "<th scope=\"row\">processors</th><td>2</td>",
            "<th scope=\"row\">all</th><td>400</td><td>1,600</td>",
            "Permission is hereby granted, free of charge");
  }

  @Test
  void namesAreTextAndNoMarkup() throws IOException {
    Path run = SampleRun.write(folder.resolve("<i>run</i>".replace("/", "")), 3, 0.1);

    String page = report(run, SampleRun.facts(8));

    assertThat(page)
        .contains(
            "<h1>Training run &lt;i&gt;run&lt;i&gt;</h1>",
            "&lt;script&gt;alert(1)&lt;/script&gt;",
            "Dress &amp; &quot;coat&quot;",
            "test/&lt;b&gt;0&lt;/b&gt;.png")
        .doesNotContain("<script>alert", "<b>0</b>.png", "<i>");
    assertThat(scripts(page)).isEqualTo(3);
  }

  /** The names of runs reach the script as JSON. */
  @Test
  void namesOfRunsDoNotEndTheScript() throws IOException {
    Path run = SampleRun.write(folder.resolve("</script>".replace("/", "")), 3, 0.1);
    Path other = SampleRun.write(folder.resolve("other"), 3, 0.1);
    Path page = folder.resolve("compare.html");

    reports.compare(List.of(run, other), page);

    assertThat(Files.readString(page)).contains("\\u003cscript\\u003e");
    assertThat(scripts(Files.readString(page))).isEqualTo(3);
  }

  private static long scripts(String page) {
    return Pattern.compile("<script").matcher(page).results().count();
  }

  @Test
  void leavesOutPicturesThatWouldMakeItLargerThan2Megabytes() throws IOException {
    Path run = SampleRun.write(folder.resolve("run"), 20, 0.1);
    byte[] noise = new byte[96 * 96 * 3];
    new Random(1).nextBytes(noise);
    EncodedPicture picture = new Thumbnail(noise, 96, 96, 3).encode();
    Mistake mistake = new Mistake("1.png", "cat", "dog", 0.9, picture, picture);
    RunPictures many = new RunPictures(Collections.nCopies(60, mistake), null);

    String page = report(run, RunFacts.NONE.with(many));

    assertThat(Files.size(run.resolve("report.html"))).isBetween(1_900_000L, 2_000_000L);
    int shown =
        texts(page, "figcaption").stream().filter(text -> text.contains("90.0")).toList().size();
    assertThat(page).contains(" %s more are left out".formatted(60 - shown));
  }

  @Test
  void aThousandClassesAndTenThousandEpochsFit() throws IOException {
    Path run = SampleRun.write(folder.resolve("run"), 10_000, 0.1);
    StringBuilder rows = new StringBuilder("path,truth,label,probability,error\n");
    for (int i = 0; i < 5000; i++) {
      rows.append("%s.png,class %s,class %s,0.5,%n".formatted(i, i % 1000, i * 7 % 1000));
    }
    Files.writeString(run.resolve("predictions.csv"), rows);

    String page = report(run, RunFacts.NONE);

    assertThat(Files.size(run.resolve("report.html"))).isLessThan(1_000_000);
    assertThat(page)
        .contains(
            "500 of 10,000 epochs.", "The 30 most frequent of 998 confusions among 1000 classes");
  }

  @Test
  void comparesWhatDiffers() throws IOException {
    Path run = SampleRun.write(folder.resolve("a/run"), 20, 0.1);
    Path other = SampleRun.write(folder.resolve("b/run"), 25, 0.1);
    Path page = folder.resolve("compare.html");

    reports.compare(List.of(run, other), page);

    String text = Files.readString(page);
    assertThat(texts(text, "h2"))
        .containsExactly("Last epoch", "Curves", "What differs in the plans");
    assertThat(text)
        .contains(
            "<th scope=\"row\">a/run</th><td>20</td><td>0.1875</td>",
            "<th scope=\"row\">plan.epochs</th><td>20</td><td>25</td>",
            "The other 7 settings are alike.")
        .doesNotContain("plan.optimizer");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "metrics.jsonl   | {\"epoch\": 0}  | metrics.jsonl, line 1: found the epoch 0; expected a number from 1",
        "metrics.jsonl   | {\"epoch\": 1.5} | metrics.jsonl, line 1: found the epoch 1.5; expected a number from 1",
        "metrics.jsonl   | {\"loss\": 1}   | metrics.jsonl, line 1: found the epoch null; expected a number from 1",
        "metrics.jsonl   | epoch           | metrics.jsonl, line 1: found \"epoch\"; expected a JSON object",
        "events.jsonl    | {]              | events.jsonl, line 1: found \"{]\"; expected a JSON object",
        "plan.yaml       | 12              | plan.yaml: found no settings; expected a line \"name: value\" for each",
        "plan.yaml       | a: [            | plan.yaml: is not YAML: while parsing a flow node",
        "split.csv       | path,set;1.png,a | split.csv: found the columns path, set; expected one with the name \"part\"",
        "predictions.csv | path,truth,label,probability;1.png,a,b,2 | predictions.csv, line 2: probability: found \"2\"; expected a number from 0 to 1",
        "predictions.csv | path,truth,label,probability,p:a;1.png,a,b,1,1 | predictions.csv, line 2: label: found \"b\"; expected a class that has a column p:CLASS"
      })
  void faultsNameFileAndLine(String file, String content, String message) throws IOException {
    Path run = SampleRun.write(folder.resolve("run"), 3, 0.1);
    Files.writeString(run.resolve(file), content.replace(';', '\n') + "\n");

    assertThatThrownBy(() -> reports.write(run, RunFacts.NONE))
        .isInstanceOf(ReportException.class)
        .hasMessageStartingWith(run + "/" + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nope  | nope: does not exist; expected the folder of a training run, which has a file metrics.jsonl after its first epoch",
        "empty | empty: has no file metrics.jsonl; expected the folder of a training run, which has a file metrics.jsonl after its first epoch",
        "file  | file: is not a folder; expected the folder of a training run, which has a file metrics.jsonl after its first epoch"
      })
  void whatIsNoRunIsToldSo(String name, String message) throws IOException {
    Files.createDirectories(folder.resolve("empty"));
    Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> reports.compare(List.of(folder.resolve(name)), folder.resolve("page")))
        .hasMessage(folder + "/" + message);
    assertThat(folder.resolve("page")).doesNotExist();
  }

  /** The texts of all elements of a kind, without markup inside. */
  private static List<String> texts(String page, String tag) {
    Matcher found = Pattern.compile("(?s)<%s[ >].*?</%s>".formatted(tag, tag)).matcher(page);
    return found.results().map(match -> match.group().replaceAll("<[^>]*>", "")).toList();
  }
}
