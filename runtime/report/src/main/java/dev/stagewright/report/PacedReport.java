package dev.stagewright.report;

import dev.stagewright.errors.StagewrightException;
import dev.stagewright.training.EpochReport;
import dev.stagewright.training.SessionListener;
import dev.stagewright.training.TrainingPlan;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes after an epoch, unless all writing together would then have taken more than 1 % of the
 * time since the run's start. The first time it is not known how long it takes, so a run starts
 * with a page. At the end, also when the run failed, it is always written.
 */
final class PacedReport implements SessionListener {

  private static final Logger log = LoggerFactory.getLogger(PacedReport.class);

  private static final int SHARE = 100;

  private final Runnable writing;
  private final LongSupplier nanoTime;

  private boolean started;
  private long start;
  private long spent;
  private long last;

  PacedReport(Runnable writing, LongSupplier nanoTime) {
    this.writing = writing;
    this.nanoTime = nanoTime;
  }

  @Override
  public void started(TrainingPlan plan, int trainingImages, int validationImages) {
    started = true;
    start = nanoTime.getAsLong();
  }

  @Override
  public void epoch(EpochReport report) {
    epochEnded();
  }

  /** What the epoch was is in the run's files. */
  void epochEnded() {
    long before = nanoTime.getAsLong();
    if ((spent + last) * SHARE <= before - start) {
      write();
      last = nanoTime.getAsLong() - before;
      spent += last;
    }
  }

  @Override
  public void closed() {
    if (started) {
      write();
    }
  }

  /** A page is not worth a run: what fails now may succeed later. */
  private void write() {
    try {
      writing.run();
    } catch (StagewrightException e) {
      log.warn("The page on the run is not up to date: {}", e.getMessage());
    }
  }
}
