package dev.stagewright.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.stagewright.errors.StagewrightException;
import dev.stagewright.prediction.Predicted;
import dev.stagewright.spark.executor.ClusterException;
import dev.stagewright.tasks.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(LocalCluster.class)
class ImageScorerTest {

  private final Path folder;

  ImageScorerTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static Dataset<Row> paths(SparkSession spark, List<String> paths, int partitions) {
    var sliced =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(paths, partitions);
    return spark.createDataset(sliced.rdd(), Encoders.STRING()).toDF("path");
  }

  private static ImageScorer scorer(ScoringMaterial material) {
    return new ImageScorer().setModel(material.model().toString()).setInputCol("path");
  }

  private static double[] numbers(Row row, String column) {
    return row.<Vector>getAs(column).toArray();
  }

  @Test
  void sameBatchesGiveTheBitsOfOneMachine(SparkSession spark) {
    ScoringMaterial material = ScoringMaterial.in(folder, Task.SINGLE_LABEL);

    List<Row> rows =
        scorer(material)
            .setBatchSize(4)
            .transform(paths(spark, material.paths(), 3))
            .collectAsList();

    assertThat(rows)
        .extracting(row -> row.getAs("path"), row -> numbers(row, "probability"))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactlyElementsOf(
            material.predictedHere(4).stream()
                .map(each -> tuple(each.source().toString(), each.require()))
                .toList());
  }

  @Test
  void bytesInOtherBatchesDifferInTheirLastBits(SparkSession spark) {
    ScoringMaterial material = ScoringMaterial.in(folder, Task.SINGLE_LABEL);
    Dataset<Row> files =
        spark.read().format("binaryFile").load(folder.resolve("pictures").toString());

    List<Row> rows =
        new ImageScorer()
            .setModel(material.model().toUri().toString())
            .setBatchSize(7)
            .transform(files)
            .orderBy("path")
            .collectAsList();

    List<Predicted<Path>> expected = material.predictedHere(4);
    assertThat(rows).hasSameSizeAs(expected);
    assertThat(rows)
        .zipSatisfy(
            expected,
            (row, here) -> {
              assertThat(numbers(row, "probability")).containsExactly(here.require(), within(1e-6));
              assertThat(row.<String>getAs("prediction")).isIn("cat", "dog", "horse");
              assertThat(row.<String>getAs("error")).isNull();
            });
  }

  @ParameterizedTest
  @EnumSource(
      value = Task.class,
      names = {"BINARY", "MULTI_LABEL", "REGRESSION"})
  void everyTaskHasItsColumns(Task task, SparkSession spark) {
    ScoringMaterial material = ScoringMaterial.in(folder, task);

    Dataset<Row> scored = scorer(material).transform(paths(spark, material.paths(), 1)).limit(1);

    Row row = scored.first();
    double[] here = material.predictedHere(16).get(0).require();
    switch (task) {
      case BINARY -> {
        assertThat(row.<String>getAs("prediction")).isEqualTo(here[0] >= 0.5 ? "yes" : "no");
        assertThat(numbers(row, "probability")).containsExactly(1 - here[0], here[0]);
      }
      case MULTI_LABEL -> {
        assertThat(scored.schema().apply("prediction").dataType())
            .isEqualTo(DataTypes.createArrayType(DataTypes.StringType));
        assertThat(row.getList(row.fieldIndex("prediction")))
            .hasSize((int) Arrays.stream(here).filter(p -> p >= 0.5).count());
        assertThat(numbers(row, "probability")).containsExactly(here);
      }
      default -> {
        assertThat(scored.columns()).containsExactly("path", "prediction", "error");
        assertThat(numbers(row, "prediction")).containsExactly(here);
      }
    }
  }

  @Test
  void featuresAreTheMeansOfAStage(SparkSession spark) {
    ScoringMaterial material = ScoringMaterial.in(folder, Task.SINGLE_LABEL);
    Dataset<Row> pictures = paths(spark, material.paths().subList(0, 3), 1);

    List<Row> maps = scorer(material).setFeaturesLayer("out4c").transform(pictures).collectAsList();
    List<Row> pooled =
        scorer(material).setFeaturesLayer("avg_pool").transform(pictures).collectAsList();

    assertThat(maps)
        .zipSatisfy(
            pooled,
            (means, row) -> {
              assertThat(numbers(means, "features"))
                  .hasSize(64)
                  .containsExactly(numbers(row, "features"), within(1e-5));
              assertThat(numbers(means, "probability"))
                  .containsExactly(numbers(row, "probability"), within(1e-6));
            });
  }

  @Test
  void aBrokenPictureIsNullWithTheReason(SparkSession spark) throws IOException {
    ScoringMaterial material = ScoringMaterial.in(folder, Task.SINGLE_LABEL);
    Path broken = Files.writeString(folder.resolve("broken.png"), "no picture");
    List<String> paths =
        List.of(material.paths().get(0), broken.toString(), material.paths().get(1));

    List<Row> rows = scorer(material).transform(paths(spark, paths, 1)).collectAsList();

    assertThat(rows).extracting(row -> row.isNullAt(1)).containsExactly(false, true, false);
    assertThat(rows.get(1).<String>getAs("error")).startsWith(broken + ": is not a picture");
    assertThat(rows.get(1).<Vector>getAs("probability")).isNull();
  }

  @Test
  void aBrokenPictureEndsTheJobIfAskedTo(SparkSession spark) throws IOException {
    ScoringMaterial material = ScoringMaterial.in(folder, Task.SINGLE_LABEL);
    Path broken = Files.writeString(folder.resolve("broken.png"), "no picture");
    Dataset<Row> scored =
        scorer(material)
            .setHandleInvalid("error")
            .transform(paths(spark, List.of(broken.toString()), 1));

    assertThat(scored.columns()).containsExactly("path", "prediction", "probability");
    assertThatThrownBy(scored::collectAsList)
        .satisfies(
            fault ->
                assertThat(ClusterException.in(fault).map(StagewrightException::getMessage))
                    .hasValueSatisfying(
                        text -> assertThat(text).startsWith(broken + ": is not a picture")));
  }

  @Test
  void aSavedPipelineHasTheModelInIt(SparkSession spark) throws Exception {
    ScoringMaterial material = ScoringMaterial.in(folder, Task.SINGLE_LABEL);
    Dataset<Row> pictures = paths(spark, material.paths().subList(0, 2), 1);
    ImageScorer scorer = scorer(material).setPredictionCol("animal").setBatchSize(2);
    List<Row> before = scorer.transform(pictures).collectAsList();
    String saved = folder.resolve("pipeline").toString();

    new Pipeline().setStages(new PipelineStage[] {scorer}).fit(pictures).save(saved);
    Files.delete(material.model());
    PipelineModel loaded = PipelineModel.load(saved);

    assertThat(loaded.transform(pictures).collectAsList()).isEqualTo(before);
  }

  @Test
  void picturesThatArriveAreScored(SparkSession spark) throws Exception {
    ScoringMaterial material = ScoringMaterial.in(folder, Task.SINGLE_LABEL);
    String pictures = folder.resolve("pictures").toString();
    Dataset<Row> arriving =
        spark
            .readStream()
            .format("binaryFile")
            .schema(spark.read().format("binaryFile").load(pictures).schema())
            .load(pictures);

    StreamingQuery query =
        new ImageScorer()
            .setModel(material.model().toString())
            .transform(arriving)
            .select("path", "prediction")
            .writeStream()
            .format("memory")
            .queryName("scored")
            .trigger(Trigger.AvailableNow())
            .start();
    query.awaitTermination();

    assertThat(spark.table("scored").where("prediction is not null").count())
        .isEqualTo(ScoringMaterial.PICTURES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model | nope.zip | model: nope.zip cannot be read: java.io.FileNotFoundException",
        "inputCol | picture | inputCol: found \"picture\"; the columns are path, size",
        "inputCol | size | inputCol: found \"size\" of bigint; expected binary, pictures' bytes, or string, their paths",
        "predictionCol | path | The column \"path\" is there already: give the one that scoring adds another name, with predictionCol, probabilityCol, featuresCol or errorCol",
        "handleInvalid | skip | handleInvalid: found \"skip\"; expected keep or error",
        "precision | f16 | precision: found \"f16\"; expected f32 or bf16",
        "featuresLayer | out5c | featuresLayer: found \"out5c\", which the model does not have; did you mean \"out2c\"? stagewright summary lists a network's layers",
      })
  void aSettingThatCannotBeIsRefused(
      String name, String value, String message, SparkSession spark) {
    ScoringMaterial material = ScoringMaterial.in(folder, Task.SINGLE_LABEL);
    Dataset<Row> pictures = paths(spark, material.paths(), 1).selectExpr("path", "1L as size");
    ImageScorer scorer = scorer(material);
    scorer.set(name, value);

    assertThatThrownBy(() -> scorer.transform(pictures))
        .isInstanceOf(StagewrightException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void aBatchHasAPictureAtLeast(SparkSession spark) {
    ImageScorer scorer = scorer(ScoringMaterial.in(folder, Task.SINGLE_LABEL)).setBatchSize(0);
    Dataset<Row> pictures = paths(spark, List.of("a.png"), 1);

    assertThatThrownBy(() -> scorer.transform(pictures))
        .hasMessage("batchSize: found 0; expected at least 1");
  }
}
