package dev.stagewright.onednn;

import java.util.Locale;
import java.util.Random;

/** The source text of a random annotated network, small but of every kind that can be declared. */
final class RandomDeclaration {

  private static final String[] NONLINEARITIES = {
    "ELU", "RELU", "LEAKY_RELU", "SELU", "GELU", "SWISH"
  };

  private final Random random;
  private final int unit;
  private final String name;
  private final String source;

  RandomDeclaration(long seed) {
    this(seed, 4);
  }

  /**
   * @param unit what all widths are multiples of
   */
  RandomDeclaration(long seed, int unit) {
    this.random = new Random(seed);
    this.unit = unit;
    this.name = "Random" + seed;
    this.source = write();
  }

  String name() {
    return name;
  }

  String source() {
    return source;
  }

  private String write() {
    StringBuilder text = new StringBuilder("package random;\nimport dev.stagewright.dsl.*;\n");
    int side = 40 + random.nextInt(12);
    text.append(
        String.format(
            Locale.ROOT,
            "@ResNet(input = @Input(height = %d, width = %d, channels = %d), nonlinearity = Nonlinearity.%s, alpha = %s, l2 = %s, bias = %s, strideAt = StrideAt.%s, projection = Projection.%s)%n",
            side,
            side + random.nextInt(5),
            1 + random.nextInt(5),
            pick(NONLINEARITIES),
            pick("0.7", "0.3"),
            pick("0", "1e-3"),
            random.nextBoolean(),
            pick("FIRST", "SECOND"),
            pick("WHERE_SHAPES_DIFFER", "FIRST_BLOCK")));
    text.append(
        String.format(
            Locale.ROOT,
            "@Stem(filters = %d, kernel = %d, stride = %d, padding = %d, pool = @Pool(kernel = %d, stride = 2))%n",
            width(),
            3 + 2 * random.nextInt(2),
            1 + random.nextInt(2),
            1,
            pick(0, 3)));
    int stages = 1 + random.nextInt(3);
    boolean bottleneck = random.nextBoolean();
    for (int stage = 0; stage < stages; stage++) {
      int inner = width();
      String filters = bottleneck ? inner + ", " + inner + ", " + 2 * inner : inner + ", " + inner;
      text.append(
          String.format(
              Locale.ROOT,
              "@Stage(blocks = %d, filters = {%s})%n",
              1 + random.nextInt(2),
              filters));
    }
    text.append(
        String.format(
            Locale.ROOT,
            "@Head(pool = %d, classes = %d)%n",
            random.nextInt(3),
            3 + random.nextInt(5)));
    return text.append("public interface " + name + " {}\n").toString();
  }

  private int width() {
    return unit + unit * random.nextInt(32 / unit);
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private int pick(int first, int second) {
    return random.nextBoolean() ? first : second;
  }
}
