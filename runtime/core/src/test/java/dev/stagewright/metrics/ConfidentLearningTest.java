package dev.stagewright.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is suspect is what cleanlab flags in stored cases; make_suspects.py made them. */
@SuppressWarnings("ArrayRecordComponent") // cases are not compared
class ConfidentLearningTest {

  record Case(String name, int[] given, double[][] probabilities, List<Integer> flagged) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() throws IOException {
    var file = ConfidentLearningTest.class.getResourceAsStream("suspects.json");
    try (Reader reader =
        new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8)) {
      List<Case> cases = new Gson().fromJson(reader, new TypeToken<List<Case>>() {}.getType());
      return cases.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void flagsWhatCleanlabFlags(Case each) {
    boolean[] found = new ConfidentLearning(each.given(), each.probabilities()).suspects();

    assertThat(IntStream.range(0, found.length).filter(i -> found[i]).boxed())
        .isEqualTo(each.flagged());
  }

  @Test
  void theMarginIsThatToTheBestOtherClass() {
    var learning =
        new ConfidentLearning(new int[] {0, 2}, new double[][] {{0.2, 0.5, 0.3}, {0.3, 0.1, 0.6}});

    assertThat(learning.other(0)).isEqualTo(1);
    assertThat(learning.margin(0)).isCloseTo(-0.3, Offset.offset(1e-12));
    assertThat(learning.other(1)).isZero();
    assertThat(learning.margin(1)).isCloseTo(0.3, Offset.offset(1e-12));
  }
}
