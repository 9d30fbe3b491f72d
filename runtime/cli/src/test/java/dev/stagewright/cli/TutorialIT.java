package dev.stagewright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.tables.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The lines of docs/tutorial.md, run as they stand there by the packaged launcher. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
class TutorialIT {

  private static final Path ROOT = Path.of("../..");
  private static final String DATA = "examples/data/clothes";
  private static final Pattern BLOCK =
      Pattern.compile("<!-- run by TutorialIT -->\n```sh\n(.*?)```", Pattern.DOTALL);

  @Test
  void leadsFromATableToASubmission(@TempDir Path folder) throws Exception {
    copyData(folder.resolve(DATA));
    String lines = lines();
    String path = Launcher.PACKAGED.getParent() + ":" + System.getenv("PATH");
    Run run = new Launcher(folder).shell(Map.of("PATH", path), "set -e\n" + lines);

    assertThat(lines.lines()).hasSize(6).allMatch(line -> line.startsWith("stagewright "));
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("Found no fault", "epoch 6/6", "Wrote clothes/report.html", "Wrote better.csv")
        .containsPattern("accuracy +0\\.[0-9]{4} +0\\.[0-9]{4} +0\\.[0-9]{4}  0\\.[0-9]{4}  0\\.")
        .containsPattern("[0-9]+ of 1000 pictures flagged");
    assertThat(folder.resolve("clothes/report.html")).isNotEmptyFile();
    Table sample = Table.exact(folder.resolve(DATA).resolve("sample_submission.csv"));
    for (String name : List.of("submission.csv", "better.csv")) {
      Table submission = Table.exact(folder.resolve(name));
      assertThat(submission.columns()).isEqualTo(sample.columns());
      assertThat(submission.fields(0)).isEqualTo(sample.fields(0));
      assertThat(submission.fields(1).stream().distinct()).hasSizeGreaterThan(5);
    }
  }

  private static String lines() throws IOException {
    return BLOCK
        .matcher(Files.readString(ROOT.resolve("docs/tutorial.md")))
        .results()
        .map((MatchResult block) -> block.group(1))
        .collect(Collectors.joining());
  }

  private static void copyData(Path to) throws IOException {
    Files.createDirectories(to);
    try (var files = Files.list(ROOT.resolve(DATA))) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }
}
