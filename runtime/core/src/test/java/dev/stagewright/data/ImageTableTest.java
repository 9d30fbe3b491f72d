package dev.stagewright.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagewright.pictures.Picture;
import dev.stagewright.storage.Archives;
import dev.stagewright.storage.Storage;
import dev.stagewright.tables.Table;
import dev.stagewright.tasks.TargetStatistics;
import dev.stagewright.tasks.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageTableTest {

  @TempDir private Path folder = Path.of("");
  private Path images = Path.of("");

  @BeforeEach
  void pictures() throws IOException {
    images = Files.createDirectories(folder.resolve("images"));
    for (String name : List.of("a.jpg", "b.jpg", "c.jpg", "more/d.jpg")) {
      Path file = images.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, Archives.content(name));
    }
  }

  private Path table(String text) throws IOException {
    return Files.writeString(folder.resolve("t.csv"), text.replace("\\n", "\n"));
  }

  private ImageSource open(String text, TableColumns columns, Task task, String... known)
      throws IOException {
    return ImageTable.open(
        Table.read(table(text)), Storage.open(images), columns, task, List.of(known));
  }

  private static List<String> paths(ImageSource source) {
    return IntStream.range(0, source.size()).mapToObj(source::path).toList();
  }

  private static List<float[]> targets(ImageSource source, Task task) {
    return IntStream.range(0, source.size()).mapToObj(i -> source.targets(i, task)).toList();
  }

  @ParameterizedTest
  @CsvSource({"a.jpg, c.jpg, d.jpg", "a, c, d", "./a.jpg, c.jpg, more\\d.jpg", "a, c, more/d"})
  void picturesAreFoundByPathNameOrId(String first, String second, String third)
      throws IOException {
    Path table = table("n,id,breed\n9,%s,10\n8,%s,2\n9,%s,10\n".formatted(first, second, third));
    ImageSource source =
        ImageTable.open(
            Table.read(table),
            Storage.open(images),
            TableColumns.GUESSED.withLabels("breed"),
            Task.SINGLE_LABEL,
            List.of());

    assertThat(paths(source)).containsExactly("a.jpg", "c.jpg", "more/d.jpg");
    assertThat(source.labels()).containsExactly("2", "10");
    assertThat(IntStream.range(0, 3).map(source::label)).containsExactly(1, 0, 1);
    assertThat(source.description())
        .isEqualTo(
            "%s (pictures in %s), 1 picture(s) without a row ignored: 3 images of 2 classes",
            table, images);
    try (Picture picture = source.picture(2)) {
      assertThat(picture.values()).containsExactly("more/d.jpg".length());
    }
  }

  @Test
  void columnsAreGuessed() throws IOException {
    ImageSource source = ImageTable.open(table("what,file\ncat,b.jpg\ndog,a.jpg\n"), images);

    assertThat(paths(source)).containsExactly("b.jpg", "a.jpg");
    assertThat(source.labels()).containsExactly("cat", "dog");
    source.checkTargets(Task.SINGLE_LABEL);
  }

  @Test
  void picturesMayBeInAnArchiveBelowOtherFolders() throws IOException {
    Path zip = Archives.write(folder.resolve("train.zip"), "train/x1.jpg", "train/x2.jpg");
    ImageSource source = ImageTable.open(table("id,what\nx2,cat\nx1,dog\n"), zip);

    assertThat(paths(source)).containsExactly("train/x2.jpg", "train/x1.jpg");
    assertThat(source.name(0)).isEqualTo(zip + "!/train/x2.jpg");
    assertThat(source.fault(0, Preflight.WHOLE)).isNull();
  }

  @Test
  void groupsArePassedThroughParts() throws IOException {
    ImageSource source =
        open(
            "id,what,owner\na,cat,x\nb,dog,y\nc,cat,x\n",
            TableColumns.GUESSED.withGroup("owner"),
            Task.SINGLE_LABEL);
    Split split = Split.of(source, new SplitPlan(0.3, 0, 0, 1));

    assertThat(split.places().get("a.jpg")).isEqualTo(split.places().get("c.jpg"));
    assertThat(split.part(source, Part.VALIDATION).group(0)).isIn("x", "y");
  }

  @Test
  void severalLabelsStandInOneFieldOrInColumnsOfTheirOwn() throws IOException {
    ImageSource fields =
        open(
            "id,tags\na,sun | sea\nb,\nc,sea\n",
            TableColumns.GUESSED.withSeparator("|"),
            Task.MULTI_LABEL);
    ImageSource columns =
        open("id,sea,sun\na,1,1\nb,0,0\nc,1,0.0\n", TableColumns.GUESSED, Task.MULTI_LABEL);

    assertThat(fields.labels()).isEqualTo(columns.labels()).containsExactly("sea", "sun");
    assertThat(targets(fields, Task.MULTI_LABEL))
        .usingRecursiveComparison()
        .isEqualTo(List.of(new float[] {1, 1}, new float[] {0, 0}, new float[] {1, 0}));
    assertThat(targets(columns, Task.MULTI_LABEL))
        .usingRecursiveComparison()
        .isEqualTo(targets(fields, Task.MULTI_LABEL));
    fields.checkTargets(Task.MULTI_LABEL);
    columns.checkTargets(Task.MULTI_LABEL);
  }

  @Test
  void aModelsLabelsKeepTheirOrder() throws IOException {
    ImageSource fields =
        open(
            "id,tags\na,sea\n",
            TableColumns.GUESSED.withSeparator("|"),
            Task.MULTI_LABEL,
            "sun",
            "sea");
    ImageSource values =
        open("id,x,y,z\na,1,2,3\n", TableColumns.GUESSED, Task.REGRESSION, "z", "x");

    assertThat(fields.targets(0, Task.MULTI_LABEL)).containsExactly(0, 1);
    assertThat(values.labels()).containsExactly("z", "x");
    assertThat(values.targets(0, Task.REGRESSION)).containsExactly(3, 1);
  }

  @Test
  void valuesAndSharesAreNumbers() throws IOException {
    TableColumns columns = TableColumns.GUESSED.withLabels("x", "y");
    String text = "id,x,y\na,0.25,0.75\nb,1e0,+.0\n";
    ImageSource values = open(text, columns, Task.REGRESSION);

    values.checkTargets(Task.REGRESSION);
    TargetStatistics statistics = TargetSummary.of(values, Task.REGRESSION);
    assertThat(statistics.sums()).containsExactly(1.25, 0.75);
    assertThat(statistics.deviations()).containsExactly(0.375, 0.375);
    ImageSource shares = open(text, columns, Task.SINGLE_LABEL);
    shares.checkTargets(Task.SINGLE_LABEL);
    assertThat(shares.targets(0, Task.SINGLE_LABEL)).containsExactly(0.25f, 0.75f);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id,what\\n"
            + "a,x\\n"
            + "b,y\\n"
            + "a.jpg,x\\n"
            + "more/d,y\\n"
            + "d,y | found 2 picture(s) in more than one row: a.jpg in lines 2, 4, more/d.jpg in"
            + " lines 5, 6; expected one row for each. Remove the others, or put their labels into"
            + " one field with --label-separator",
        "id,what\\n"
            + "a,x\\n"
            + "nope,y\\n"
            + "c,\\n"
            + "zzz,y\\n"
            + "b,x | found 2 row(s) without one picture of that name in {images}: line 3 \"nope\","
            + " line 5 \"zzz\"; expected names such as a.jpg. Correct or remove the rows, or give"
            + " --suffix or another --path-column",
        "id,what\\n"
            + "a,x\\n"
            + "b,\\n"
            + "c, | found nothing in the column what in 2 row(s), line 3, 4; expected a name in"
            + " every row. Correct or remove the rows",
        "id,what,more\\n"
            + "a,x,1\\n"
            + "b,y,2 | which column tells what is to be learned? Beside the pictures' found what,"
            + " more; name it with --label-column",
        "n,what\\n1,x\\n2,y | which column names the pictures? Found none among the"
            + " columns n, what; name it with --path-column, and give with --suffix what its"
            + " values lack to be names such as a.jpg",
        "id,file,what\\na,a.jpg,x\\nb,b.jpg,y | which column names the pictures? Found"
            + " id, file among the columns id, file, what; name it with --path-column, and give"
            + " with --suffix what its values lack to be names such as a.jpg"
      })
  void saysWhichRowsAndColumnsDoNotFit(String text, String fault) throws IOException {
    Path table = table(text);

    assertThatThrownBy(() -> ImageTable.open(table, images))
        .isInstanceOf(DataException.class)
        .hasMessage(table + ": " + fault.replace("{images}", images.toString()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "REGRESSION | | found no number in the column what in 1 row(s), line 3; expected numbers"
            + " such as 0.5 or 1e-3. Correct or remove the rows",
        "MULTI_LABEL | | found other fields than 1 and 0 in the column what; say with"
            + " --label-separator what separates its labels",
        "MULTI_LABEL | ; | found labels that the model does not know in the column what in 1"
            + " row(s), line 3; expected only 1. Correct or remove the rows"
      })
  void fieldsThatDoNotFitTheTaskAreNamed(Task task, String separator, String fault)
      throws IOException {
    String text = "id,what\na,1\nb,x\n";
    TableColumns columns =
        separator == null ? TableColumns.GUESSED : TableColumns.GUESSED.withSeparator(separator);
    String[] known = separator == null ? new String[0] : new String[] {"1"};

    assertThatThrownBy(() -> open(text, columns, task, known))
        .hasMessage(folder.resolve("t.csv") + ": " + fault);
  }

  @Test
  void optionsThatNameNothingAreRefused() {
    String text = "id,what\na,1\nb,x\n";
    assertThatThrownBy(
            () -> open(text, TableColumns.GUESSED.withLabels("breed"), Task.SINGLE_LABEL))
        .hasMessage(
            "--label-column: found \"breed\", but %s has the columns id, what",
            folder.resolve("t.csv"));
    assertThatThrownBy(() -> open(text, TableColumns.GUESSED.withSeparator("|"), Task.SINGLE_LABEL))
        .hasMessage(
            "--label-separator: found one with the task single_label; only images with several"
                + " labels have more than one in a field");
  }
}
