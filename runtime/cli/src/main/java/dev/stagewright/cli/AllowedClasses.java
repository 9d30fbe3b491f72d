package dev.stagewright.cli;

import dev.stagewright.engine.EngineSettings;
import dev.stagewright.model.TrainedModel;
import java.nio.file.Path;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Loads models for commands, with classes of the user's where they are allowed. */
final class AllowedClasses {

  @Option(
      names = "--allow-class",
      paramLabel = "CLASS",
      description =
          "A class of yours that a model may name, such as a layer or an activation function, from"
              + " --classpath. May be repeated; no other code of yours is loaded.")
  private Set<String> names = Set.of();

  @Mixin private final GivenOptions given = new GivenOptions();

  private boolean used;

  /** Loads a model that train saved, for its weights. */
  TrainedModel load(Path model, NetworkSearch search) {
    return load(model, search, EngineSettings.chosen());
  }

  /** Loads a model for a command that takes no network, and so nothing else from --classpath. */
  TrainedModel loadAlone(Path model, NetworkSearch search, EngineSettings settings) {
    if (names.isEmpty()) {
      given.refuse("with --model, which needs no network", "--classpath");
    }
    return load(model, search, settings);
  }

  TrainedModel load(Path model, NetworkSearch search, EngineSettings settings) {
    used = true;
    // Deeplearning4j looks for classes in the thread's class loader first.
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(search.catalog().classLoader());
    try {
      return TrainedModel.load(model, names, settings);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Refuses the option where no model was loaded. */
  void requireUsed() {
    if (!names.isEmpty() && !used) {
      throw CommandException.usage("--allow-class: has no effect: no model is loaded");
    }
  }
}
