package dev.stagewright.runs;

import dev.stagewright.files.OutputException;
import dev.stagewright.training.Checkpoint;
import dev.stagewright.training.TrainingException;
import dev.stagewright.training.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A run's {@code checkpoints}: the newest, {@code last.zip}; the one before, {@code step-N.zip};
 * and the one of the best validation, {@code best.zip}.
 */
final class CheckpointFiles {

  private static final Pattern NUMBERED = Pattern.compile("step-([0-9]{1,9})\\.zip");

  private final Path folder;
  private final Path last;

  /** The steps of a whole {@code last.zip}; below 0 while there is none. */
  private int lastStep = -1;

  CheckpointFiles(Path run) {
    folder = run.resolve("checkpoints");
    last = folder.resolve("last.zip");
  }

  /** Makes the folder of a new run. */
  void create() {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }

  /**
   * The newest whole checkpoint.
   *
   * @param warn is told of newer ones that are damaged
   * @return empty if there are no checkpoints at all
   */
  Optional<Checkpoint> newest(Consumer<String> warn) {
    List<Path> candidates = numbered();
    if (Files.exists(last)) {
      candidates.add(0, last);
    }
    for (Path file : candidates) {
      try {
        Checkpoint checkpoint = Checkpoint.read(file);
        if (file.equals(last)) {
          lastStep = checkpoint.steps();
        }
        return Optional.of(checkpoint);
      } catch (TrainingException e) {
        warn.accept(e.getMessage() + ". The checkpoint before it is used");
      }
    }
    if (candidates.isEmpty()) {
      return Optional.empty();
    }
    throw RunException.failure(
        "%s: holds no whole checkpoint, only %s. Start the run again in another folder"
            .formatted(folder, candidates.stream().map(Path::getFileName).toList()),
        null);
  }

  /** Those before the newest, the latest first. */
  private List<Path> numbered() {
    if (!Files.isDirectory(folder)) {
      return new ArrayList<>();
    }
    try (var files = Files.list(folder)) {
      return new ArrayList<>(
          files
              .filter(file -> step(file) >= 0)
              .sorted(Comparator.comparingInt(CheckpointFiles::step).reversed())
              .toList());
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }

  private static int step(Path file) {
    Matcher parts = NUMBERED.matcher(file.getFileName().toString());
    return parts.matches() ? Integer.parseInt(parts.group(1)) : -1;
  }

  /** Writes the newest, and keeps the one before. */
  void write(TrainingState state, Map<String, String> digests) {
    Path before = folder.resolve("step-" + lastStep + ".zip");
    boolean moves = lastStep >= 0 && lastStep != state.steps();
    try {
      if (moves) {
        Files.move(last, before, StandardCopyOption.ATOMIC_MOVE);
      }
      writeLast(state, digests, moves ? before : last);
      lastStep = state.steps();
      for (Path old : numbered().stream().skip(1).toList()) {
        Files.delete(old);
      }
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }

  private void writeLast(TrainingState state, Map<String, String> digests, Path before)
      throws IOException {
    try {
      Checkpoint.write(state, digests, last);
    } catch (OutputException e) {
      if (!before.equals(last)) {
        Files.move(before, last, StandardCopyOption.ATOMIC_MOVE);
      }
      throw RunException.failure(
          e.getMessage()
              + (lastStep < 0
                  ? ""
                  : ". It is that of step %s, from which --resume continues".formatted(lastStep)),
          e);
    }
  }

  /** Writes the best one so far. */
  void writeBest(TrainingState state, Map<String, String> digests) {
    Checkpoint.write(state, digests, folder.resolve("best.zip"));
  }

  private static RunException failed(Path path, IOException e) {
    return RunException.failure("%s: cannot be written: %s".formatted(path, e), e);
  }
}
