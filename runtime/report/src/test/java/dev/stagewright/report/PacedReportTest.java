package dev.stagewright.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.training.EpochReport;
import dev.stagewright.training.TrainingPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** At most 1 % of a run's time goes into its page. */
class PacedReportTest {

  @ParameterizedTest
  @CsvSource({
    // an epoch's seconds, a page's milliseconds, after which epochs it is written
    "10, 100, '[1, 2, 3, 4, 5, 6, 7, 8]'",
    "10, 150, '[1, 3, 5, 6, 8]'",
    "1, 30, '[1, 6]'",
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
      report.epoch(new EpochReport(i, 8, 1, 1, null, 1, Duration.ofSeconds(epoch)));
    }

    assertThat(epochs).hasToString(written);
  }
}
