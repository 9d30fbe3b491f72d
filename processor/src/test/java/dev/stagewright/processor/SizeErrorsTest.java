package dev.stagewright.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Maps that vanish, and arrays that no machine holds. */
class SizeErrorsTest {

  static Stream<MarkedError> errors() {
    return Stream.of(
        MarkedError.of(
            "@ResNet(input = @Input(height = 2, width = 1)) @Stem(pool = @Pool(kernel = «3»))",
            "@Stem: with an input of 2 x 1 the feature map vanishes in pool1, which gets 1 x 1 and"
                + " needs at least 3 x 3. Use an input of at least 53 x 53 (the smallest that"
                + " works), or a smaller kernel.",
            "map-vanishes"),
        MarkedError.of(
            "@Head(pool = «29»)",
            "@Head: pool is 29, but with an input of 224 x 224 the last feature map is 28 x 28: it"
                + " falls below 29 x 29 in stage 3. Use an input of at least 229 x 229 (the"
                + " smallest that works), a pool of at most 28, or pool = 0.",
            "map-below-head-pool",
            "28",
            "0"),
        MarkedError.of(
            "@Stage(blocks = 1, filters = {4, 4}) ".repeat(20) + "@Head(pool = «7»)",
            "@Head: pool is 7, but with an input of 224 x 224 the last feature map is 1 x 1: it falls"
                + " below 7 x 7 in stage 6. No array can hold an image that is large enough: use a"
                + " pool of at most 1, or pool = 0.",
            "map-below-head-pool"),
        MarkedError.of(
            "@Stem(kernel = «2000000000»)",
            "@Stem: with an input of 224 x 224 the feature map vanishes in conv1, which gets 224 x 224"
                + " and needs at least 1999999994 x 1999999994. No array can hold an image that is"
                + " large enough: use a smaller kernel.",
            "map-vanishes"),
        MarkedError.of(
            "@ResNet(input = @Input(height = «40000», width = 40000))",
            "@Input: an image, 40000 x 40000 x 3, has 4,800,000,000 numbers, but Deeplearning4j's"
                + " arrays hold at most 2,147,483,646. Use smaller images.",
            "array-size"),
        MarkedError.of(
            "@Stem(filters = «200000»)",
            "@Stem: the feature map of conv1, 112 x 112 x 200000, has 2,508,800,000 numbers, but"
                + " Deeplearning4j's arrays hold at most 2,147,483,646. Use fewer filters or smaller"
                + " images.",
            "array-size"),
        MarkedError.of(
            "@Stage(blocks = 1, filters = «{40000, 40000}»)",
            "stage 2 (@Stage no. 1): the kernel of res2a_branch2b, 3 x 3 x 40000 x 40000, has"
                + " 14,400,000,000 numbers, but Deeplearning4j's arrays hold at most 2,147,483,646."
                + " Use fewer filters or a smaller kernel.",
            "array-size"),
        MarkedError.of(
            "@Stage(blocks = 1, filters = «{1, 1}», kernel = 2147483647)",
            "stage 2 (@Stage no. 1): the kernel of res2a_branch2a, 2147483647 x 2147483647 x 64 x 1,"
                + " has 295,147,904,904,474,918,976 numbers, but Deeplearning4j's arrays hold at most"
                + " 2,147,483,646. Use fewer filters or a smaller kernel.",
            "array-size"),
        MarkedError.of(
            "@Head(classes = «6000000»)",
            "@Head: the kernel of fc1000, 4 x 4 x 32 x 6000000, has 3,072,000,000 numbers, but"
                + " Deeplearning4j's arrays hold at most 2,147,483,646. Use fewer classes, or a pool in"
                + " the head.",
            "array-size"),
        MarkedError.of(
            "«@ResNet» @Stem(filters = 20000) "
                + "@Stage(blocks = 400, filters = {700, 700}, naming = Naming.NUMBERS)",
            "@ResNet: the array of all parameters has 3,703,734,500 numbers, but Deeplearning4j's"
                + " arrays hold at most 2,147,483,646. Use fewer filters or blocks.",
            "array-size"));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void isShownInItsPlaceAndAlone(MarkedError error) {
    assertThat(Compiled.of(error.source()).errors()).containsExactly(error.shown());
  }

  /** A pool that fits, or none. */
  @ParameterizedTest
  @ValueSource(strings = {"28", "0"})
  void theHeadsPoolThatItNamesCompiles(String pool) {
    MarkedError error =
        errors().filter(each -> each.line().equals("@Head(pool = «29»)")).findFirst().orElseThrow();

    assertThat(error.mends()).contains(pool);
    assertThat(Compiled.of(error.mended(pool)).errors()).isEmpty();
  }

  /** Found by the message for an image that is too small. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "@Stem(kernel = 11, padding = 0)",
        "@Stem(filters = {4, 8}, kernel = {3, 5}, padding = 1, pool = @Pool(kernel = 4, stride = 3))",
        "@Head(pool = 29)",
        "@Stage(blocks = 1, filters = {4, 4}, stride = 3)"
      })
  void theSmallestInputThatItNamesCompiles(String part) {
    String error = errorsAt(1, part).get(0);
    Matcher side = Pattern.compile("an input of at least (\\d+) x \\1").matcher(error);
    assertThat(side.find()).as(error).isTrue();
    int smallest = Integer.parseInt(side.group(1));

    assertThat(errorsAt(smallest, part)).isEmpty();
    assertThat(errorsAt(smallest - 1, part)).hasSize(1);
  }

  private static List<String> errorsAt(int side, String part) {
    String input =
        String.format(Locale.ROOT, "@ResNet(input = @Input(height = %d, width = %d))", side, side);
    String[] lines = MarkedError.soundBut(part);
    return Compiled.of(
            Arrays.stream(lines)
                .map(line -> line.equals("@ResNet") ? input : line)
                .toArray(String[]::new))
        .errors();
  }
}
