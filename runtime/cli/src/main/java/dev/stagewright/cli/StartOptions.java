package dev.stagewright.cli;

import dev.stagewright.network.NetworkBuilder;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which weights training starts from, as options of the command line. */
final class StartOptions {

  static final String FROM = "--from";

  private static final String IMAGENET = "imagenet";

  @Option(
      names = FROM,
      paramLabel = "FILE|MODEL|imagenet",
      description =
          "Start from these weights: a file of Keras or safetensors, a model that train saved, or"
              + " imagenet, those that Keras downloads for the network. A head of other classes"
              + " starts anew. The same as --option weights=.")
  private @Nullable String from;

  @Mixin private final WeightOptions weights = new WeightOptions();

  /** Refuses what does not go together. */
  void check(BuilderOptions options) {
    if (from != null) {
      options.refuse("weights", "--from says which weights to start from");
      if (!from.equals(IMAGENET) && !Files.isRegularFile(Path.of(from))) {
        throw CommandException.usage(
            "--from: found \"%s\"; expected imagenet or the path of an existing file of weights or model"
                .formatted(from));
      }
    } else if (options.value("weights") == null) {
      weights.requireUnused("no weights are loaded; add --from FILE");
    }
  }

  /** Has the network start from them, and tells what starts anew. */
  void startFrom(
      NetworkBuilder<?> builder,
      BuilderOptions options,
      AllowedClasses allowed,
      NetworkSearch search,
      PrintWriter out) {
    String file = from == null ? options.value("weights") : from;
    if (file != null) {
      weights.startFrom(builder, file, path -> allowed.load(path, search), out);
    }
    allowed.requireUsed();
  }
}
