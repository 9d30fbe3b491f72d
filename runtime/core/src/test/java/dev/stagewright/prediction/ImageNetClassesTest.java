package dev.stagewright.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagewright.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ImageNetClassesTest {

  private static Path index(Path folder, int classes) throws IOException {
    String json =
        IntStream.range(0, classes)
            .mapToObj(i -> String.format(Locale.ROOT, "\"%d\": [\"n%08d\", \"name_%d\"]", i, i, i))
            .collect(Collectors.joining(", ", "{", "}"));
    return Files.writeString(folder.resolve("imagenet_class_index.json"), json);
  }

  @Test
  void decodesLikeKeras(@TempDir Path folder) throws IOException {
    ImageNetClasses classes = ImageNetClasses.read(index(folder, 1000));
    INDArray outputs = Nd4j.zeros(2, 1000);
    outputs.putScalar(0, 281, 0.75);
    outputs.putScalar(0, 7, 0.25);
    outputs.putScalar(1, 999, 1);

    assertThat(classes.decode(outputs, 2).get(0))
        .containsExactly(
            new ImageNetPrediction("n00000281", "name_281", 0.75),
            new ImageNetPrediction("n00000007", "name_7", 0.25));
    assertThat(classes.decode(outputs, 1).get(1).get(0).name()).isEqualTo("name_999");
    assertThat(classes.labels()).hasSize(1000).startsWith("name_0", "name_1");
    assertThatThrownBy(() -> classes.decode(Nd4j.zeros(2, 10), 5))
        .isInstanceOf(PredictionException.class)
        .hasMessage(
            "outputs: found shape [2, 10]; expected [images, 1000], one column per class of ImageNet");
  }

  @Test
  void saysWhichClassIsMissing(@TempDir Path folder) throws IOException {
    Path file = index(folder, 12);
    assertThatThrownBy(() -> ImageNetClasses.read(file))
        .isInstanceOf(DataException.class)
        .hasMessage(
            file
                + ": found nothing for class 12; expected [WordNet id, name] for every class from 0"
                + " to 999");
  }
}
