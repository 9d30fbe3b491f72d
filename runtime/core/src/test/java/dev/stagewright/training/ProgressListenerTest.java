package dev.stagewright.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProgressListenerTest {

  private static final TrainingPlan PLAN =
      TrainingPlan.builder().epochs(2).optimizer(Optimizer.sgd(0.1)).build();

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, UTF_8);

  private void show(ProgressListener listener, double accuracy, @Nullable ModelScore validation) {
    listener.started(PLAN, 320, validation == null ? 0 : validation.images());
    listener.runsOn("onednn, float32, 2 threads\u001b[2J");
    Duration left = Duration.ofSeconds(3723);
    listener.batch(new BatchReport(1, 2, 5, 10, 160, 320, 0.75, 0.8125, accuracy, 42.25, left));
    listener.epoch(
        new EpochReport(1, 2, 10, 0.1, 0.5, accuracy, validation, 40.0, Duration.ofSeconds(65)));
    listener.closed();
  }

  @Test
  void printsPlainLinesWithoutATerminal() {
    show(new ProgressListener(out, false), 0.625, new ModelScore(0.25, 0.9, 32));
    assertThat(bytes.toString(UTF_8).lines())
        .containsExactly(
            "Training on 320 images, 32 for validation: 2 epoch(s), batches of 32, Sgd[learningRate=0.1]",
            "Running on onednn, float32, 2 threads\\u001b[2J",
            "epoch 1/2  loss 0.5000  accuracy 62.5 %  validation loss 0.2500  accuracy 90.0 %  40.0 images/s  took 01:05");
  }

  @Test
  void showsALiveBarOnATerminal() {
    show(new ProgressListener(out, true), Double.NaN, null);
    assertThat(bytes.toString(UTF_8))
        .containsPattern("epoch 1/2 \\[(=+) {5,}\\]  42.3 images/s  loss 0.8125  1:02:03 left")
        .contains("epoch 1/2  loss 0.5000  40.0 images/s  took 01:05");
  }

  @Test
  void tellsHowManyStepsFitAndWhenTheyBecomeFewer() {
    ProgressListener listener = new ProgressListener(out, false);
    RunLength time = RunLength.of(Duration.ofMinutes(10));
    TrainingPlanBuilder plan = PLAN.toBuilder().epochs(1);

    listener.started(plan.length(time).build(), 320, 0);
    listener.lengthChanged(plan.epochs(9).length(time.fixed(90)).build(), 20);
    listener.lengthChanged(plan.epochs(8).length(time.fixed(90).shortened(40, 80)).build(), 300);

    assertThat(bytes.toString(UTF_8).lines())
        .containsExactly(
            "Training on 320 images: 10:00 in all, batches of 32, Sgd[learningRate=0.1]",
            "Time for 90 steps, 9 epoch(s)",
            "Slower than at the start: shortened to 80 steps, 8 epoch(s)");
  }
}
