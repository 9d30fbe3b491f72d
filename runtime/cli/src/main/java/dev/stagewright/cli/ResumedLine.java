package dev.stagewright.cli;

import dev.stagewright.runs.RunPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Command lines with {@code train --resume DIR}, which need nothing else: what the run's folder
 * remembers is written out before the line is parsed.
 */
final class ResumedLine {

  private ResumedLine() {}

  /** The line itself, unless it resumes. */
  static String[] of(String... line) {
    List<String> given = new ArrayList<>(Arrays.asList(line));
    boolean debug = given.remove("--debug");
    int resume = given.indexOf(RunOptions.RESUME);
    boolean isWhole = resume > 0 && resume + 1 < given.size() && given.get(0).equals("train");
    if (!isWhole || given.contains("--help") || given.contains("-h")) {
      return line;
    }
    String folder = given.get(resume + 1);
    given.subList(resume, resume + 2).clear();
    RunPlan.Command command = RunPlan.read(Path.of(folder)).command();
    if (command == null) {
      throw CommandException.usage(
          "--resume: %s holds a run that a program started, which continues it with RunFolder.open"
              .formatted(folder));
    }
    StoredCommand stored =
        new StoredCommand(command)
            .without(RunOptions.RUN)
            .replaced(
                given.subList(1, given.size()),
                "with --resume, which continues with what the run in %s was started with"
                    .formatted(folder))
            .with(RunOptions.RESUME, folder);
    return (debug ? stored.with("--debug") : stored).toArray();
  }
}
