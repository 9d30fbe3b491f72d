package dev.stagewright.cli;

import dev.stagewright.model.TrainedModel;
import dev.stagewright.prediction.ModelFiles;
import dev.stagewright.prediction.Predictor;
import dev.stagewright.prediction.View;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Models that predict together, as options of the command line. */
final class SavedModels {

  @Option(
      names = "--model",
      paramLabel = "FILE|RUN",
      description =
          "For pictures: what train saved, or the folder of a training run, with all models of its"
              + " folds. May be repeated; probabilities and values are averaged over models of the"
              + " same labels.")
  private List<Path> models = List.of();

  @Option(
      names = "--tta",
      paramLabel = "flip",
      split = ",",
      description =
          "For pictures: test-time augmentation, further views of a picture whose predictions are"
              + " averaged with that of the plain one. flip: its mirror image.")
  private Set<View> views = Set.of();

  Predictor predictor(Function<Path, TrainedModel> loading) {
    Map<String, TrainedModel> loaded = new LinkedHashMap<>();
    for (Path model : models) {
      for (Path file : ModelFiles.in(model)) {
        if (loaded.put(file.toString(), loading.apply(file)) != null) {
          throw CommandException.usage("--model: found %s more than once".formatted(file));
        }
      }
    }
    Set<View> all = EnumSet.of(View.PLAIN);
    all.addAll(views);
    return Predictor.averaging(loaded).with(all);
  }
}
