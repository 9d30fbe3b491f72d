package dev.stagewright.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagewright.data.DataException;
import dev.stagewright.data.ImageInput;
import dev.stagewright.data.LocatedPicture;
import dev.stagewright.errors.StagewrightException;
import dev.stagewright.model.Provenance;
import dev.stagewright.model.TaskHead;
import dev.stagewright.model.TinyGraph;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.network.DataFormat;
import dev.stagewright.prediction.Submission.Content;
import dev.stagewright.tasks.Task;
import dev.stagewright.tasks.TaskCoding;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Outputs are the biases alone, so that what is to be handed in is known. */
class SubmissionTest {

  private static final ImageInput INPUT = TinyGraph.input(DataFormat.CHANNELS_LAST);

  @TempDir private Path folder = Path.of("");
  private final List<Path> pictures = new ArrayList<>();

  @BeforeEach
  void pictures() throws IOException {
    for (String name : List.of("a/2.pgm", "a/10.pgm")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      pictures.add(Files.writeString(file, "P2 1 1 255\n7"));
    }
  }

  private static Predictor predictor(Task task, String labels, double... biases) {
    List<String> names = List.of(labels.split("/"));
    ComputationGraph graph =
        switch (task) {
          case SINGLE_LABEL -> TinyGraph.build(DataFormat.CHANNELS_LAST, TinyGraph.SHAPE, 3);
          case REGRESSION ->
              TinyGraph.withHead(Activation.IDENTITY, LossFunction.MSE, biases.length);
          default -> TinyGraph.withHead(Activation.SIGMOID, LossFunction.XENT, biases.length);
        };
    graph.getParam("output_W").assign(0);
    for (int i = 0; i < biases.length; i++) {
      graph.getParam("output_b").putScalar(i, biases[i]);
    }
    TaskCoding coding = TaskHead.of(graph, names).coding();
    List<Double> thresholds = Collections.nCopies(coding.thresholds().size(), 0.7);
    return Predictor.of(
        new TrainedModel(
            graph,
            names,
            INPUT,
            new TaskCoding(coding.task(), thresholds, null, 1),
            Provenance.unknown("a test")));
  }

  /** A slash ends a line, a percent sign stands for a slash. */
  private String submitted(Predictor predictor, String sample, @Nullable Content content)
      throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("sample.csv"), sample.replace("/", "\n").replace("%", "/"));
    StringWriter out = new StringWriter();
    List<LocatedPicture> located = pictures.stream().map(LocatedPicture::of).toList();
    Submission.of(SubmissionSample.read(file), predictor, located, content).write(out, 4);
    return out.toString().replace("/", "%").replace("\n", "/");
  }

  /** 2 and 10: the order of the ids; 0.7311 is the sigmoid of 1, 0.5 that of 0. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SINGLE_LABEL | cat/dog/eel | 0 1 0 | id,label/10,cat/2,cat          |             | id,label/10,dog/2,dog/
          SINGLE_LABEL | cat/dog/eel | 0 1 0 | id,label/10.pgm,0/2.pgm,0      |             | id,label/10.pgm,1/2.pgm,1/
          SINGLE_LABEL | 5/6/7       | 0 1 0 | id,label/a%10.pgm,5/a%2.pgm,5  |             | id,label/a%10.pgm,6/a%2.pgm,6/
          SINGLE_LABEL | 5/6/7       | 0 1 0 | id,label/10,5/2,5              | NUMBER      | id,label/10,1/2,1/
          SINGLE_LABEL | cat/dog/eel | 0 0 0 | id,eel,cat,dog/2,0,0,0/10,0,0,0 |            | id,eel,cat,dog/2,0.33333334,0.33333334,0.33333334/10,0.33333334,0.33333334,0.33333334/
          BINARY       | no/yes      | 1     | id,p/10.png,0.5/test%2,0       |             | id,p/10.png,0.7310586/test%2,0.7310586/
          BINARY       | no/yes      | 0     | id,p/10,no/2,no                |             | id,p/10,no/2,no/
          BINARY       | 0/1         | 1     | id,p/10,0/2,0                  |             | id,p/10,1/2,1/
          BINARY       | 0/1         | 0     | id,p/10,0/2,0                  | PROBABILITY | id,p/10,0.5/2,0.5/
          BINARY       | no/yes      | 0     | id,yes/10,0/2,0                |             | id,yes/10,0.5/2,0.5/
          MULTI_LABEL  | a/b/c       | 1 0 1 | id,tags/2,a/10,b c             |             | id,tags/2,a c/10,a c/
          MULTI_LABEL  | a/b/c       | 1 0 1 | id,tags/2,a/10,b;c             |             | id,tags/2,a;c/10,a;c/
          MULTI_LABEL  | a/b/c       | 0 0 0 | id,tags/2,a/10,b               |             | id,tags/2,/10,/
          MULTI_LABEL  | a/b/c       | 0 1 0 | id,c,a,b/2,0,0,0/10,0,0,0      |             | id,c,a,b/2,0.5,0.5,0.7310586/10,0.5,0.5,0.7310586/
          REGRESSION   | age         | 4.5   | id,x/2,0/10,0                  |             | id,x/2,4.5/10,4.5/
          REGRESSION   | age/size    | 4.5 3 | id,size,age/2,0,0/10,0,0       |             | id,size,age/2,3,4.5/10,3,4.5/
          """)
  void looksLikeTheSample(
      Task task,
      String labels,
      String biases,
      String sample,
      @Nullable Content content,
      String expected)
      throws IOException {
    double[] numbers = Arrays.stream(biases.split(" ")).mapToDouble(Double::parseDouble).toArray();

    assertThat(submitted(predictor(task, labels, numbers), sample, content)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          id,label/10,cat/2,cat/3,cat | SINGLE_LABEL | sample.csv: 1 of 3 ids have no picture: 3. An id is
          id,label/10,cat             | SINGLE_LABEL | sample.csv: has no id for 1 of 2 pictures:
          id,label/10,cat/10,cat      | SINGLE_LABEL | sample.csv: line 3 has the id "10" again
          id,label/10,cat/2           | SINGLE_LABEL | sample.csv: found 1 field(s) in line 3; expected 2, one for each column: id, label. Correct the line
          id,label/10,cow/2,cat       | SINGLE_LABEL | sample.csv: has values in its column "label", for example "cow", that are neither labels of the model, cat, dog, eel, nor numbers
          id,cat,cow/10,0,0/2,0,0     | SINGLE_LABEL | sample.csv: has the columns cow, which are no labels of the model; it has cat, dog, eel
          id,cat,dog/10,0,0/2,0,0     | SINGLE_LABEL | sample.csv: has no column for eel, which the model predicts as well
          id,tags/10,cat cow/2,dog    | MULTI_LABEL  | sample.csv: has values in its column "tags", for example "cat cow", that are not labels of the model, cat, dog, eel, separated by a space, comma, semicolon or bar
          id,x/10,1/2,1               | REGRESSION   | sample.csv: has the one column "x"; the model tells cat, dog, eel. Expected a column of each name
          id                          | SINGLE_LABEL | sample.csv: found one row only; expected a row of column names and at least one more
          id/10/2                     | SINGLE_LABEL | sample.csv: expected a sample submission: a row of names, the id's first, and a row for each picture
          """)
  void whatDoesNotFitIsNamed(String sample, Task task, String message) {
    Predictor predictor = predictor(task, "cat/dog/eel", 0, 0, 0);

    assertThatThrownBy(() -> submitted(predictor, sample, null))
        .isInstanceOf(StagewrightException.class)
        .hasMessageContaining(message);
  }

  @Test
  void anIdThatFitsSeveralPicturesIsRefused() throws IOException {
    Path other = folder.resolve("b/2.pgm");
    Files.createDirectories(other.getParent());
    pictures.add(Files.writeString(other, "P2 1 1 255\n7"));

    assertThatThrownBy(
            () ->
                submitted(
                    predictor(Task.SINGLE_LABEL, "x/y/z", 0, 0, 0), "id,label/10,x/2,x", null))
        .hasMessageContaining(
            "sample.csv: the id \"2\" fits several pictures: %s, %s. Give one folder"
                .formatted(pictures.get(0), other));
    Predictor third = predictor(Task.SINGLE_LABEL, "x/y/z", 0, 0, 1);
    assertThat(submitted(third, "id,label/b%2,x/10,x/a%2.pgm,x", null))
        .isEqualTo("id,label/b%2,z/10,z/a%2.pgm,z/");
  }

  @Test
  void aPictureThatCannotBeReadFailsTheWholeSubmission() throws IOException {
    Files.writeString(pictures.get(0), "no picture");
    Predictor predictor = predictor(Task.SINGLE_LABEL, "x/y/z", 0, 0, 0);

    assertThatThrownBy(() -> submitted(predictor, "id,label/10,x/2,x", null))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(pictures.get(0) + ": is not a picture");
  }
}
