package dev.stagewright.training;

import dev.stagewright.data.SkippedImages;
import dev.stagewright.errors.Printable;
import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Shows a training on a terminal as a live bar per epoch, elsewhere as plain lines: speed, loss,
 * accuracy and the time left.
 */
public final class ProgressListener implements SessionListener {

  /** Plain lines are at least this far apart, so that a log stays short. */
  private static final long LINE_NANOS = 10_000_000_000L;

  private final PrintStream out;
  private final boolean live;
  private @Nullable ProgressBar bar;
  private long lastLine;

  /** Shows on the standard output: live if that is a terminal, else lines. */
  public ProgressListener() {
    this(System.out, isTerminal());
  }

  /**
   * Shows on a stream.
   *
   * @param out where to
   * @param live whether {@code out} is a terminal, on which a line can be overwritten
   */
  public ProgressListener(PrintStream out, boolean live) {
    this.out = out;
    this.live = live;
  }

  /** From Java 22 there is a console without a terminal, which its own method tells. */
  @SuppressWarnings("SystemConsoleNull") // before 22 null is the answer
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  @Override
  public void started(TrainingPlan plan, int trainingImages, int validationImages) {
    lastLine = System.nanoTime();
    String validation = validationImages == 0 ? "" : ", " + validationImages + " for validation";
    out.printf(
        Locale.ROOT,
        "Training on %d images%s: %s, batches of %d, %s%n",
        trainingImages,
        validation,
        plan.length().isTimed()
            ? clock(plan.length().time()) + " in all"
            : plan.epochs() + " epoch(s)",
        plan.batchSize(),
        OptimizerText.describe(plan.optimizer()));
  }

  @Override
  public void runsOn(String status) {
    out.println("Running on " + Printable.of(status));
  }

  @Override
  public void lengthChanged(TrainingPlan plan, double seconds) {
    RunLength length = plan.length();
    closed();
    out.printf(
        Locale.ROOT,
        length.shortenings().isEmpty()
            ? "Time for %d steps, %d epoch(s)%n"
            : "Slower than at the start: shortened to %d steps, %d epoch(s)%n",
        length.stepsAt(Integer.MAX_VALUE),
        plan.epochs());
  }

  @Override
  public void advised(String advice) {
    out.println("Note: " + advice);
  }

  @Override
  public void skipped(SkippedImages.Skipped image) {
    closed(); // a bar goes on in a new line
    out.println("Skipped " + image.reason());
  }

  @Override
  public void batch(BatchReport report) {
    if (live) {
      ProgressBar current = bar;
      if (current == null) {
        current = newBar(report);
        bar = current;
      }
      current.setExtraMessage(details(report));
      current.stepTo(report.images());
    } else if (System.nanoTime() - lastLine >= LINE_NANOS) {
      lastLine = System.nanoTime();
      out.printf(
          Locale.ROOT,
          "epoch %d/%d  %d/%d images  %s%n",
          report.epoch(),
          report.epochs(),
          report.images(),
          report.imagesOfEpoch(),
          details(report));
    }
  }

  private ProgressBar newBar(BatchReport report) {
    return new ProgressBarBuilder()
        .setTaskName(String.format(Locale.ROOT, "epoch %d/%d", report.epoch(), report.epochs()))
        .setInitialMax(report.imagesOfEpoch())
        .setRenderer(new BarLine())
        .setConsumer(new ConsoleProgressBarConsumer(out))
        .clearDisplayOnFinish()
        .build();
  }

  @Override
  public void epoch(EpochReport report) {
    closed();
    lastLine = System.nanoTime();
    StringBuilder line = new StringBuilder();
    line.append(String.format(Locale.ROOT, "epoch %d/%d  ", report.epoch(), report.epochs()));
    line.append(measures(report.loss(), report.accuracy()));
    ModelScore validation = report.validation();
    if (validation != null) {
      line.append("  validation ").append(measures(validation.loss(), validation.accuracy()));
    }
    line.append("  %s images/s".formatted(number("%.1f", report.imagesPerSecond())));
    line.append("  took ").append(clock(report.duration()));
    out.println(line);
  }

  @Override
  public void closed() {
    ProgressBar current = bar;
    bar = null;
    if (current != null) {
      current.close();
    }
  }

  private static String details(BatchReport report) {
    return "%s images/s  %s  %s left"
        .formatted(
            number("%.1f", report.imagesPerSecond()),
            measures(report.meanLoss(), report.accuracy()),
            clock(report.timeLeft()));
  }

  private static String measures(double loss, double accuracy) {
    String text = "loss " + number("%.4f", loss);
    return Double.isNaN(accuracy) ? text : text + "  accuracy " + number("%.1f %%", 100 * accuracy);
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static String clock(Duration duration) {
    String minutes =
        String.format(Locale.ROOT, "%02d:%02d", duration.toMinutesPart(), duration.toSecondsPart());
    return duration.toHours() == 0 ? minutes : duration.toHours() + ":" + minutes;
  }
}
