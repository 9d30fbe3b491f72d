package dev.stagewright.runs;

import dev.stagewright.files.OutputFile;
import dev.stagewright.json.JsonException;
import dev.stagewright.json.RecordJson;
import dev.stagewright.json.RecordYaml;
import dev.stagewright.network.Network;
import dev.stagewright.network.NetworkOptions;
import dev.stagewright.recipes.Setup;
import dev.stagewright.training.TrainingPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What it takes to repeat a run, {@code plan.yaml} of its folder.
 *
 * @param format grows when an older reader would misread a newer file
 * @param command the command line that began the run; null if a program did
 * @param network the network's name; null for a graph of any make
 * @param options the network's; null for a graph of any make
 * @param setup what a recipe said; null without one
 * @param plan what the run does
 */
public record RunPlan(
    int format,
    @Nullable Command command,
    @Nullable String network,
    @Nullable NetworkOptions options,
    @Nullable Setup setup,
    TrainingPlan plan) {

  /** The file in a run's folder; where it is, a run has begun. */
  public static final String NAME = "plan.yaml";

  private static final int FORMAT = 1;

  /**
   * A command line.
   *
   * @param directory where it was given, to which relative paths belong
   * @param arguments as they were given
   */
  public record Command(String directory, List<String> arguments) {}

  /** Checks the format, else throws {@link RunException}. */
  public RunPlan {
    if (format != FORMAT) {
      throw RunException.usage(
          "format: found %s; this version of Stagewright reads %s".formatted(format, FORMAT));
    }
  }

  /**
   * The plan of a run of a graph of any make.
   *
   * @param plan what the run does
   * @return without a network
   */
  public static RunPlan of(TrainingPlan plan) {
    return new RunPlan(FORMAT, null, null, null, null, plan);
  }

  /**
   * The plan of a run of a network.
   *
   * @param network with its options
   * @param plan what the run does
   * @return with the network
   */
  public static RunPlan of(Network network, TrainingPlan plan) {
    // Without weights that were read before, which have no form in a file.
    NetworkOptions options = NetworkOptions.fromJson(network.options().toJson());
    return new RunPlan(FORMAT, null, network.name(), options, null, plan);
  }

  /**
   * The same for a command line.
   *
   * @param command that began the run
   * @return with the command
   */
  public RunPlan with(Command command) {
    return new RunPlan(format, command, network, options, setup, plan);
  }

  /** The same without a command line. */
  RunPlan withoutCommand() {
    return new RunPlan(format, null, network, options, setup, plan);
  }

  /**
   * The same for a recipe.
   *
   * @param said what the recipe said, parts of which the plan may have replaced; null without one
   * @return with the setup
   */
  public RunPlan with(@Nullable Setup said) {
    return new RunPlan(format, command, network, options, said, plan);
  }

  /**
   * The same with another plan.
   *
   * @param other what the run does
   * @return with that plan
   */
  public RunPlan with(TrainingPlan other) {
    return new RunPlan(format, command, network, options, setup, other);
  }

  /**
   * The plan as JSON, which {@link #fromJson} reads.
   *
   * @return an object with a member for every component
   */
  public String toJson() {
    return RecordJson.write(RunPlan.class, this);
  }

  /**
   * Reads a plan.
   *
   * @param json what {@link #toJson} wrote
   * @return the plan
   * @throws JsonException if it is something else
   */
  public static RunPlan fromJson(String json) {
    return RecordJson.read(RunPlan.class, json);
  }

  /**
   * Reads the plan of a run.
   *
   * @param folder the run's
   * @return the plan
   * @throws RunException if the folder holds no run, or its plan is damaged
   */
  public static RunPlan read(Path folder) {
    Path file = folder.resolve(NAME);
    try {
      return RecordYaml.read(RunPlan.class, Files.readString(file));
    } catch (NoSuchFileException e) {
      throw RunException.usage(
          "%s: holds no run: there is no %s. A run that was killed before its first step has none; start it again"
              .formatted(folder, NAME));
    } catch (IOException | JsonException e) {
      throw RunException.failure("%s: cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** Writes it into a run's folder. */
  void write(Path folder) {
    byte[] yaml = RecordYaml.write(RunPlan.class, this).getBytes(StandardCharsets.UTF_8);
    OutputFile.write(folder.resolve(NAME), out -> out.write(yaml));
  }
}
