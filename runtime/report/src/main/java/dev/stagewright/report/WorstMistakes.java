package dev.stagewright.report;

import dev.stagewright.data.ImageSource;
import dev.stagewright.pictures.Picture;
import dev.stagewright.report.run.Predictions;
import dev.stagewright.reporting.EncodedPicture;
import dev.stagewright.reporting.HeatMap;
import dev.stagewright.reporting.Mistake;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The mistakes that a model was surest of, as pictures. */
final class WorstMistakes {

  private static final int COUNT = 24;

  private final ImageSource images;
  private final @Nullable HeatMap heat;

  WorstMistakes(ImageSource images, @Nullable HeatMap heat) {
    this.images = images;
    this.heat = heat;
  }

  /** The worst first. */
  List<Mistake> of(Predictions predictions) {
    return predictions.all().stream()
        .filter(row -> !row.isRight())
        .sorted(Comparator.comparingDouble(Predictions.Row::probability).reversed())
        .limit(COUNT)
        .flatMap(row -> mistake(row, predictions.labels()).stream())
        .toList();
  }

  /** Empty for a picture that another source has. */
  private Optional<Mistake> mistake(Predictions.Row row, List<String> labels) {
    OptionalInt found =
        IntStream.range(0, images.size())
            .filter(image -> isNamed(images.name(image), row.path()))
            .findFirst();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    int image = found.getAsInt();
    Thumbnail small;
    try (Picture picture = images.picture(image)) {
      small = Thumbnail.of(picture);
    }
    return Optional.of(
        new Mistake(
            row.path(),
            labels.get(row.truth()),
            labels.get(row.predicted()),
            row.probability(),
            small.encode(),
            overlay(small, image, row.predicted())));
  }

  private @Nullable EncodedPicture overlay(Thumbnail picture, int image, int label) {
    float[][] map = heat == null ? new float[0][] : heat.of(image, label);
    return map.length == 0 ? null : HeatOverlay.of(picture, map).encode();
  }

  private static boolean isNamed(String name, String path) {
    return name.equals(path) || name.endsWith("/" + path);
  }
}
