package dev.stagewright.cli;

import dev.stagewright.data.ImageSource;
import dev.stagewright.data.Loading;
import dev.stagewright.engine.EngineSettings;
import dev.stagewright.runs.RunPlan;
import dev.stagewright.spark.training.ExecutorSide;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The command line of a training run, which every executor reads once more. */
final class TrainingLine implements ExecutorSide {

  private final String[] words;

  /** What was opened in this process. */
  private transient SplitOptions.@Nullable Parts parts;

  /**
   * A line that is given here, and means the same in other folders.
   *
   * @param words from {@code train} on
   */
  TrainingLine(List<String> words) {
    String here = Path.of("").toAbsolutePath().toString();
    this.words = new StoredCommand(new RunPlan.Command(here, words)).toArray();
  }

  /** The command with its options, ready to be called. */
  TrainCommand parsed(PrintWriter out, PrintWriter err) {
    CommandLine all = Stagewright.commandLine(out, err);
    try {
      all.parseArgs(words);
    } catch (ParameterException e) {
      throw CommandException.usage(String.valueOf(e.getMessage()), e);
    }
    return Objects.requireNonNull(all.getSubcommands().get("train")).getCommand();
  }

  private TrainCommand here() {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    return parsed(nowhere, nowhere);
  }

  private SplitOptions.Parts parts() {
    SplitOptions.Parts opened = parts;
    if (opened == null) {
      opened = here().parts();
      parts = opened;
    }
    return opened;
  }

  @Override
  public ImageSource images() {
    return parts().training();
  }

  @Override
  public @Nullable ImageSource validation() {
    return parts().validation();
  }

  @Override
  public EngineSettings engine(int cores) {
    return here().engine(cores);
  }

  @Override
  public Loading loading(int cores) {
    return here().loading(cores);
  }
}
