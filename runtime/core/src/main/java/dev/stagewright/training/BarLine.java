package dev.stagewright.training;

import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;

/**
 * One line: the epoch, a bar, the measures. The measures come first when the terminal is narrow;
 * progressbar's own line would cut them off.
 */
final class BarLine implements ProgressBarRenderer {

  private static final int SHORTEST = 5;
  private static final int LONGEST = 30;

  @Override
  public String render(ProgressState progress, int maxLength) {
    String start = progress.getTaskName() + " [";
    String end = "]  " + progress.getExtraMessage();
    int room = maxLength - start.length() - end.length() - 1;
    int length = Math.max(SHORTEST, Math.min(LONGEST, room));
    int done = (int) (length * progress.getCurrent() / Math.max(1, progress.getMax()));
    String line = start + "=".repeat(done) + " ".repeat(length - done) + end;
    return line.substring(0, Math.max(0, Math.min(line.length(), maxLength - 1)));
  }
}
