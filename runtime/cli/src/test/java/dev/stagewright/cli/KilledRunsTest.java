package dev.stagewright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that are killed at random moments, and runs that end in the same bits all the same. The
 * property {@code stagewright.kills} says how many; {@code stagewright.killSeed} which moments. 200
 * of them:
 *
 * <pre>{@code
 * mvn -B -ntp -pl runtime/cli -am test -Dtest=KilledRunsTest -Dstagewright.kills=200 \
 *     -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals")
class KilledRunsTest {

  private static final int KILLS = Integer.getInteger("stagewright.kills", 20);
  private static final long SEED = Long.getLong("stagewright.killSeed", System.nanoTime());

  /**
   * Long enough that a run is killed several times before it is done; with what draws, what is
   * averaged, and layers that thaw on the way.
   */
  private static final String[] PLAN =
      ("--epochs 40 --loader-threads 3 --mixup 0.2 --augment horizontal-flip --ema 0.9"
              + " --optimizer lion --learning-rate 0.0003 --freeze-to stem --unfreeze-after 20")
          .split(" ");

  private final Random random = new Random(SEED);

  @Test
  void aKilledRunEndsInTheSameBits(@TempDir Path folder) throws Exception {
    TrainingProcess training = TrainingProcess.in(folder);
    Path whole = folder.resolve("whole");
    assertThat(training.finished(training.start("", training.begin(whole, PLAN))))
        .extracting(Run::exitCode)
        .isEqualTo(0);

    int kills = 0;
    for (int run = 0; kills < KILLS; run++) {
      Path killed = folder.resolve("killed-" + run);
      kills += killUntilDone(training, killed, KILLS - kills);
      assertThat(TrainingProcess.outcome(killed))
          .as("seed %d, run %d", SEED, run)
          .isEqualTo(TrainingProcess.outcome(whole));
    }
  }

  /** Kills a run so often at most, and lets it end; returns how often it was. */
  private int killUntilDone(TrainingProcess training, Path run, int most) throws Exception {
    Path events = TrainingProcess.events(run);
    int kills = 0;
    while (true) {
      boolean begun = Files.exists(run.resolve("plan.yaml"));
      List<String> line = begun ? training.resume(run) : training.begin(run, PLAN);
      int before = TrainingProcess.count(events, "\"event\":\"(started|resumed)");
      Process process = training.start("", line);
      if (kills < most) {
        if (random.nextInt(5) > 0) { // else while it starts
          training.await(process, events, "\"event\":\"(started|resumed)", before + 1);
        }
        Thread.sleep(random.nextInt(1500));
      }
      if (kills < most && process.isAlive()) {
        process.destroyForcibly();
        process.waitFor();
        kills++;
        continue;
      }
      Run done = training.finished(process);
      assertThat(done.exitCode()).as("seed %d: %s", SEED, done.err()).isZero();
      return kills;
    }
  }
}
