package dev.stagewright.layers;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What PyTorch or timm multiplied with in a million draws; make_dropping.py made the cases.
 *
 * @param kind dropout of values, or stochastic depth of pictures
 * @param factors that occurred
 * @param neighbors the correlation of a draw and the next
 */
public record DroppingCase(
    String kind,
    double rate,
    List<Double> factors,
    double mean,
    double variance,
    double neighbors) {

  /** How many draws there were, and how many a check wants. */
  public static final int DRAWS = 1_000_000;

  /** Five standard deviations of a correlation of so many independent draws. */
  private static final double UNCORRELATED = 5 / Math.sqrt(DRAWS);

  /** The cases of a kind. */
  public static Stream<DroppingCase> of(String kind) throws IOException {
    var file = DroppingCase.class.getResourceAsStream("/dev/stagewright/layers/dropping.json");
    try (Reader reader = new InputStreamReader(requireNonNull(file), StandardCharsets.UTF_8)) {
      var type = new TypeToken<List<DroppingCase>>() {}.getType();
      List<DroppingCase> cases = new Gson().fromJson(reader, type);
      return cases.stream().filter(each -> each.kind().equals(kind));
    }
  }

  /** Checks that draws have the original's values, as often, one after the other by chance. */
  public void check(float[] drawn) {
    assertThat(drawn).hasSize(DRAWS);
    assertThat(values(drawn).boxed().collect(Collectors.toSet()))
        .as("factors")
        .containsExactlyInAnyOrderElementsOf(factors);
    double mean = values(drawn).average().orElseThrow();
    // Both are means of so many draws.
    double deviation = Math.sqrt(2 * variance / DRAWS);
    assertThat(mean).as("mean").isCloseTo(this.mean, within(5 * deviation));
    double variance =
        values(drawn).map(factor -> Math.pow(factor - mean, 2)).average().orElseThrow();
    assertThat(variance).as("variance").isCloseTo(this.variance, within(0.03 * this.variance));
    assertThat(Math.abs(neighbors)).isLessThan(UNCORRELATED);
    checkIndependent("neighbors", drawn, 1);
  }

  /** Checks draws against those that come some draws later. */
  public static void checkIndependent(String what, float[] drawn, int later) {
    int end = drawn.length - later;
    checkIndependent(
        what, Arrays.copyOf(drawn, end), Arrays.copyOfRange(drawn, later, drawn.length));
  }

  /** Checks draws against others. */
  public static void checkIndependent(String what, float[] a, float[] b) {
    double meanA = values(a).average().orElseThrow();
    double meanB = values(b).average().orElseThrow();
    double ab = sum(a.length, i -> (a[i] - meanA) * (b[i] - meanB));
    double aa = sum(a.length, i -> Math.pow(a[i] - meanA, 2));
    double bb = sum(b.length, i -> Math.pow(b[i] - meanB, 2));
    double correlation = aa == 0 || bb == 0 ? 0 : ab / Math.sqrt(aa * bb);
    assertThat(Math.abs(correlation)).as(what).isLessThan(UNCORRELATED);
  }

  private static double sum(int count, IntToDoubleFunction each) {
    return IntStream.range(0, count).mapToDouble(each).sum();
  }

  private static DoubleStream values(float[] drawn) {
    return IntStream.range(0, drawn.length).mapToDouble(i -> drawn[i]);
  }

  @Override
  public String toString() {
    return kind + " at rate " + rate;
  }
}
