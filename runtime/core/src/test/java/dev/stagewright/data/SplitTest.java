package dev.stagewright.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitTest {

  private static final ImageSource STRIPES = new Stripes(100, 1);

  /** Stripes of patients, who have 1 to 7 pictures each. */
  private static final class Patients extends PassedOnImages {
    Patients(int size) {
      super(new Stripes(size, 1));
    }

    @Override
    public @Nullable String group(int image) {
      return "patient " + (int) Math.floor(Math.sqrt(image * 3.0));
    }
  }

  @TempDir private Path folder = Path.of("");

  private static List<String> paths(ImageSource source) {
    return IntStream.range(0, source.size()).mapToObj(source::path).toList();
  }

  private static List<Long> classes(ImageSource source) {
    return IntStream.range(0, source.labels().size())
        .mapToObj(
            label ->
                IntStream.range(0, source.size()).filter(i -> source.label(i) == label).count())
        .toList();
  }

  @Test
  void partsHaveTheSameShareOfEveryClass() {
    Split split = Split.of(STRIPES, new SplitPlan(0.2, 0.3, 0, 5));

    assertThat(classes(split.part(STRIPES, Part.VALIDATION))).containsExactly(7L, 7L, 7L);
    assertThat(classes(split.part(STRIPES, Part.TEST))).containsExactly(10L, 10L, 10L);
    assertThat(classes(split.part(STRIPES, Part.TRAIN))).containsExactly(17L, 16L, 16L);
    assertThat(split.part(STRIPES, Part.TEST).description())
        .isEqualTo("30 images (test part) of 100 stripes");
  }

  @Test
  void theValidationPartIsThatOfASplitInTwo() {
    Split split = Split.of(STRIPES, new SplitPlan(0.2, 0, 0, 5));

    assertThat(paths(split.part(STRIPES, Part.VALIDATION)))
        .isEqualTo(paths(ImageSplit.stratified(STRIPES, 0.2, 5).heldOut()));
  }

  /** Stored from the version before splits had more than two parts. */
  @Test
  void aSeedsSplitStaysWhatItWas() {
    ImageSource source = new Stripes(30, 1);
    ImageSource heldOut = ImageSplit.stratified(source, 0.3, 7).heldOut();

    assertThat(IntStream.range(0, heldOut.size()).map(heldOut::index))
        .containsExactly(0, 3, 14, 16, 19, 26, 27, 28, 29);
  }

  @ParameterizedTest
  @CsvSource({"0.1, 0", "0.4, 0", "0, 4"})
  void theTestPartDependsOnNothingElse(double validation, int folds) {
    Split split = Split.of(STRIPES, new SplitPlan(validation, 0.2, folds, 5));

    assertThat(paths(split.part(STRIPES, Part.TEST)))
        .isEqualTo(paths(Split.of(STRIPES, new SplitPlan(0, 0.2, 0, 5)).part(STRIPES, Part.TEST)));
  }

  @Test
  void foldsPartitionWhatIsNotForTesting() {
    Split split = Split.of(STRIPES, new SplitPlan(0, 0.1, 4, 5));

    assertThat(split.folds()).isEqualTo(4);
    List<Integer> sizes =
        IntStream.range(0, 4).mapToObj(fold -> split.fold(STRIPES, fold).size()).toList();
    assertThat(sizes).containsExactly(23, 23, 23, 22);
    ImageSource rest = split.outsideOf(STRIPES, 2);
    assertThat(rest.size()).isEqualTo(68);
    assertThat(paths(rest))
        .doesNotContainAnyElementsOf(paths(split.fold(STRIPES, 2)))
        .doesNotContainAnyElementsOf(paths(split.part(STRIPES, Part.TEST)));
    assertThat(classes(split.fold(STRIPES, 3))).allMatch(count -> count >= 7 && count <= 8);
  }

  @ParameterizedTest
  @CsvSource({"0.2, 0.2, 0", "0, 0.25, 5", "0.3, 0, 0"})
  void groupsStayTogether(double validation, double test, int folds) {
    ImageSource patients = new Patients(300);
    Split split = Split.of(patients, new SplitPlan(validation, test, folds, 3));

    Map<String, List<Split.Place>> byGroup =
        IntStream.range(0, patients.size())
            .boxed()
            .collect(
                Collectors.groupingBy(
                    image -> String.valueOf(patients.group(image)),
                    Collectors.mapping(
                        image -> split.places().get(patients.path(image)), Collectors.toList())));
    assertThat(byGroup.values()).allMatch(places -> places.stream().distinct().count() == 1);
    long testing = split.places().values().stream().filter(p -> p.part() == Part.TEST).count();
    assertThat(testing).isBetween((long) (300 * test) - 10, (long) (300 * test) + 10);
    assertThat(split.folds()).isEqualTo(folds);
  }

  @Test
  void aWrittenSplitIsReadBackAndItsDigestIsThatOfItsFile() throws IOException {
    Split split = Split.of(STRIPES, new SplitPlan(0, 0.1, 3, 5));
    Path file = folder.resolve("split.csv");
    split.write(file);

    assertThat(Files.readString(file))
        .startsWith("path,part,fold\nstripes#0,train,")
        .contains(",test,\n");
    Split read = Split.read(file);
    assertThat(read.places()).isEqualTo(split.places());
    assertThat(read.digest()).isEqualTo(split.digest()).hasSize(64);
    assertThat(Split.of(STRIPES, new SplitPlan(0, 0.1, 3, 6)).digest())
        .isNotEqualTo(split.digest());
  }

  @Test
  void aPartsImagesKnowTheirPlaceInTheWhole() {
    Split split = Split.of(STRIPES, new SplitPlan(0.2, 0, 0, 5));
    ImageSource part = split.part(STRIPES, Part.VALIDATION);

    assertThat(IntStream.range(0, part.size()))
        .allMatch(image -> STRIPES.name(part.index(image)).equals(part.path(image)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,dev, | found \"dev\" as part in line 2; expected train, validation or test",
        "a,train,x | found \"x\" as fold in line 2; expected a number from 0, or nothing outside of the train part",
        "a,test,1 | found \"1\" as fold in line 2; expected a number from 0, or nothing outside of the train part",
      })
  void rowsThatAreNoPlacesAreNamed(String row, String fault) throws IOException {
    Path file = Files.writeString(folder.resolve("s.csv"), "path,part,fold\n" + row + "\n");

    assertThatThrownBy(() -> Split.read(file)).hasMessage(file + ": " + fault);
  }

  @Test
  void filesThatDoNotFitAreNamed() throws IOException {
    Path twice = Files.writeString(folder.resolve("s.csv"), "path,part\na,test\na,train\n");
    assertThatThrownBy(() -> Split.read(twice))
        .hasMessage(twice + ": found \"a\" as path in line 3; expected each path once");
    Path other = Files.writeString(folder.resolve("o.csv"), "path,part\na.jpg,train\n");
    assertThatThrownBy(() -> Split.read(other).part(STRIPES, Part.TRAIN))
        .hasMessage(
            "split: names 1 image(s) that 100 stripes lacks, for example a.jpg; expected paths relative to the images' folder, with / between names");
    Path columns = Files.writeString(folder.resolve("c.csv"), "file,part\na.jpg,train\n");
    assertThatThrownBy(() -> Split.read(columns))
        .hasMessage("--split: found \"path\", but %s has the columns file, part", columns);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.5 | 0.5 | 0 | validationShare, testShare: found 0.5 and 0.5, which leave nothing to train on; expected less than 1 together",
        "0.5 | 0 | 3 | validationShare: found 0.5 together with 3 folds, each of which is for validation once; give one of them",
        "0 | 0 | 1 | folds: found 1; expected at least 2, or 0 for none",
        "0 | -1 | 0 | testShare: found -1.0; expected from 0, less than 1"
      })
  void plansThatCannotBeAreRefused(double validation, double test, int folds, String fault) {
    assertThatThrownBy(() -> new SplitPlan(validation, test, folds, 1)).hasMessage(fault);
  }

  @Test
  void tooFewImagesOrGroupsAreAFault() {
    ImageSource few = new Stripes(3, 1);
    assertThatThrownBy(() -> Split.of(few, new SplitPlan(0, 0.2, 0, 1)))
        .hasMessage(
            "3 stripes: found too few images in a class to have some in the test part; give other shares or more images");
    assertThatThrownBy(() -> Split.of(new Patients(20), new SplitPlan(0, 0, 9, 1)))
        .hasMessage(
            "folds: found too few groups for 9 folds in 20 stripes; give fewer folds or more images");
  }
}
