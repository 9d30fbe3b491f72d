package dev.stagewright.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagewright.engine.Precision;
import dev.stagewright.tasks.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(LocalCluster.class)
class ScoringRunTest {

  private final Path folder;

  ScoringRunTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private ScoringRun run(ScoringMaterial material, String output, String layer) {
    return new ScoringRun(
        new ScoringJob(
            material.model().toString(),
            List.of(folder.resolve("pictures").toString()),
            folder.resolve(output).toString(),
            layer,
            5,
            Precision.F32,
            0,
            List.of(),
            false));
  }

  @Test
  void writesWhatPredictWritesToTheLastBit(SparkSession spark) throws IOException {
    ScoringMaterial material = ScoringMaterial.in(folder, Task.SINGLE_LABEL);
    Path broken = Files.writeString(folder.resolve("pictures/99.png"), "no picture");
    Files.writeString(folder.resolve("pictures/notes.txt"), "not taken for a picture");

    ScoringJob.Outcome outcome = run(material, "out.parquet", "out3c").score(spark, text -> {});

    assertThat(outcome).isEqualTo(new ScoringJob.Outcome(ScoringMaterial.PICTURES + 1, 1));
    List<Row> rows =
        new ArrayList<>(
            spark
                .read()
                .parquet(folder.resolve("out.parquet").toString())
                .orderBy("path")
                .collectAsList());
    assertThat(rows.get(0).schema().fieldNames())
        .containsExactly(
            "path", "label", "probability", "error", "p:cat", "p:dog", "p:horse", "features");
    assertThat(rows.get(0).getList(7)).hasSize(32);
    Row last = rows.remove(ScoringMaterial.PICTURES);
    assertThat(last.getString(3)).startsWith("file:" + broken + ": is not a picture");
    assertThat(last.isNullAt(1) && last.isNullAt(2) && last.isNullAt(4)).isTrue();
    assertThat(rows)
        .zipSatisfy(
            material.predictedHere(5),
            (row, here) -> {
              double[] shares = here.require();
              assertThat(row.getString(0)).isEqualTo("file:" + here.source());
              assertThat(new float[] {row.getFloat(4), row.getFloat(5), row.getFloat(6)})
                  .containsExactly((float) shares[0], (float) shares[1], (float) shares[2]);
              int told = List.of("cat", "dog", "horse").indexOf(row.getString(1));
              assertThat(row.getFloat(2)).isEqualTo((float) shares[told]);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BINARY | path,label,probability,error,p:no,p:yes",
        "MULTI_LABEL | path,label,probability,error,p:cat,p:dog,p:horse",
        "REGRESSION | path,label,probability,error,value:cat,value:dog,value:horse"
      })
  void everyTaskHasPredictsColumns(Task task, String header, SparkSession spark)
      throws IOException {
    ScoringMaterial material = ScoringMaterial.in(folder, task);

    run(material, "out.csv", "").score(spark, text -> {});

    List<Row> rows = spark.read().text(folder.resolve("out.csv").toString()).collectAsList();
    assertThat(rows).extracting(row -> row.getString(0)).contains(header);
    assertThat(rows.stream().filter(row -> row.getString(0).startsWith("file:")))
        .hasSize(ScoringMaterial.PICTURES);
  }

  @Test
  void refusesAnOutputThatIsThere(SparkSession spark) throws IOException {
    ScoringMaterial material = ScoringMaterial.in(folder, Task.SINGLE_LABEL);
    Path there = Files.createDirectory(folder.resolve("out.jsonl"));

    assertThatThrownBy(() -> run(material, "out.jsonl", "").score(spark, text -> {}))
        .hasMessage(
            "--output: %s is there already; name another folder, or remove it".formatted(there));
  }

  @Test
  void refusesAFolderWithoutPictures(SparkSession spark) throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Files.writeString(empty.resolve("a.txt"), "text");

    assertThatThrownBy(() -> PictureListing.of(spark, List.of(empty.toString())))
        .hasMessage(
            "%s: found no pictures; expected files that end in one of bmp, gif, jpeg, jpg, pbm, pgm, png, pnm, ppm, tif, tiff, webp"
                .formatted(empty));
  }
}
