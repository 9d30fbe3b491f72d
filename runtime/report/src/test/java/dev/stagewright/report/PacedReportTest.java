package dev.stagewright.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.report.run.ReportException;
import dev.stagewright.training.TrainingPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** At most 1 % of a run's time goes into its page. */
class PacedReportTest {

  @ParameterizedTest
  @CsvSource({
    // an epoch's seconds, a page's milliseconds, after which epochs it is written, 9 for the end
    "10, 100, '[1, 2, 3, 4, 5, 6, 7, 8, 9]'",
    "10, 150, '[1, 3, 5, 6, 8, 9]'",
    "1, 30, '[1, 6, 9]'",
  })
  void isWrittenAsOftenAsTheTimeAllows(int epoch, int page, String written) {
    AtomicLong clock = new AtomicLong(77);
    List<Integer> epochs = new ArrayList<>();
    List<Integer> current = new ArrayList<>();
    PacedReport report =
        new PacedReport(
            () -> {
              clock.addAndGet(Duration.ofMillis(page).toNanos());
              epochs.add(current.size());
            },
            clock::get);
    report.started(TrainingPlan.builder().build(), 1, 1);
    for (int i = 1; i <= 8; i++) {
      clock.addAndGet(Duration.ofSeconds(epoch).toNanos());
      current.add(i);
      report.epochEnded();
    }
    current.add(9);
    report.closed();

    assertThat(epochs).hasToString(written);
  }

  /** A page that cannot be written is not worth the run. */
  @Test
  void aFaultDoesNotEndTheRun() {
    List<String> tried = new ArrayList<>();
    PacedReport report =
        new PacedReport(
            () -> {
              tried.add("page");
              throw new ReportException("metrics.jsonl: is torn", null);
            },
            System::nanoTime);
    report.closed();
    assertThat(tried).as("before a run").isEmpty();

    report.started(TrainingPlan.builder().build(), 1, 1);
    report.closed();

    assertThat(tried).hasSize(1);
  }
}
