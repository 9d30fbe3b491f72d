package dev.stagewright.report;

import dev.stagewright.data.ImageSource;
import dev.stagewright.files.OutputFile;
import dev.stagewright.report.page.ComparisonPage;
import dev.stagewright.report.page.ReportPage;
import dev.stagewright.report.run.RunData;
import dev.stagewright.report.run.RunFiles;
import dev.stagewright.report.tensorboard.EventFiles;
import dev.stagewright.report.tensorboard.ScalarLog;
import dev.stagewright.reporting.EncodedPicture;
import dev.stagewright.reporting.HeatMap;
import dev.stagewright.reporting.Mistake;
import dev.stagewright.reporting.RunFacts;
import dev.stagewright.reporting.RunReports;
import dev.stagewright.training.SessionListener;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pages of HTML. */
public final class HtmlReports implements RunReports {

  /** The page's name in a run's folder. */
  public static final String PAGE = "report.html";

  @Override
  public void write(Path run, RunFacts facts) {
    write(run.resolve(PAGE), ReportPage.of(RunFiles.read(run), facts));
  }

  @Override
  public SessionListener follow(Path run, RunFacts facts) {
    return new PacedReport(() -> write(run, facts), System::nanoTime);
  }

  @Override
  public List<Mistake> mistakes(Path run, ImageSource images, @Nullable HeatMap heat) {
    return RunFiles.predictions(run)
        .map(found -> new WorstMistakes(images, heat).of(found))
        .orElse(List.of());
  }

  @Override
  public EncodedPicture sheet(float[] values, int height, int width, int channels) {
    return ContactSheet.of(values, height, width, channels);
  }

  @Override
  public void compare(List<Path> runs, Path page) {
    List<RunData> read = runs.stream().map(RunFiles::read).toList();
    write(page, ComparisonPage.of(read, RunNames.of(runs)));
  }

  @Override
  public void exportScalars(List<Path> runs, Path logs) {
    List<String> names = RunNames.of(runs);
    for (int i = 0; i < runs.size(); i++) {
      EventFiles.write(RunFiles.read(runs.get(i)), logs.resolve(names.get(i)));
    }
  }

  @Override
  public SessionListener followScalars(Path run, Path folder) {
    return new ScalarLog(run, folder);
  }

  private static void write(Path file, String page) {
    byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
    OutputFile.write(file, out -> out.write(bytes));
  }
}
