package dev.stagewright.onednn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** The source text of a random annotated network, small but of every kind that can be declared. */
final class RandomDeclaration {

  private static final String[] NONLINEARITIES = {
    "ELU", "RELU", "LEAKY_RELU", "SELU", "GELU", "SWISH", "MISH"
  };

  /** What all widths are multiples of where Winograd's algorithm is to be used. */
  private static final int BLOCK = 16;

  private static final String IMPORTS =
      """
      package random;
      import dev.stagewright.dsl.*;
      import dev.stagewright.network.BlockSpec;
      import dev.stagewright.network.DeclaredLayers;
      import dev.stagewright.network.StageBlock;
      import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
      import org.deeplearning4j.nn.conf.ConvolutionMode;
      import org.deeplearning4j.nn.conf.layers.ActivationLayer;
      import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
      import org.nd4j.linalg.activations.Activation;
      """;

  /** A block of the user's own, which some stages have. */
  private static final String BLOCK_CLASS =
      """
        class Own implements StageBlock {
          @Override
          public void addTo(GraphBuilder graph, BlockSpec block) {
            DeclaredLayers.add(
                graph,
                block.layer("conv"),
                new ConvolutionLayer.Builder(block.kernel(), block.kernel())
                    .nIn(block.channels())
                    .nOut(block.outputChannels())
                    .stride(block.stride(), block.stride())
                    .convolutionMode(ConvolutionMode.Same)
                    .dataFormat(block.format())
                    .activation(Activation.IDENTITY)
                    .regularization(block.penalty().toDl4j())
                    .build(),
                block.input());
            DeclaredLayers.add(
                graph,
                block.output(),
                new ActivationLayer(Activation.SWISH),
                block.layer("conv"));
          }
        }
      """;

  private final Random random;

  /** Decides what makes networks of different families, beside the sizes. */
  private final Random kind;

  /** Decides the rest. */
  private final Random detail;

  private final int unit;
  private final String name;
  private final String nonlinearity;
  private final String source;

  /** The shorter side of the map so far. */
  private int side;

  RandomDeclaration(long seed) {
    this(seed, 4);
  }

  /**
   * @param unit what all widths are multiples of
   */
  RandomDeclaration(long seed, int unit) {
    this.random = new Random(seed);
    this.kind = new Random(~seed);
    this.detail = new Random(31 * seed);
    this.unit = unit;
    this.name = "Random" + seed;
    this.nonlinearity = pick(NONLINEARITIES);
    this.source = source(network() + stem() + stages() + head());
  }

  private RandomDeclaration(String name, String nonlinearity, String annotations) {
    this.random = new Random(0);
    this.kind = new Random(0);
    this.detail = new Random(0);
    this.unit = 1;
    this.name = name;
    this.nonlinearity = nonlinearity;
    this.source = source(annotations);
  }

  /**
   * One with every kind of layer and few numbers, for a loss that is computed hundreds of times.
   */
  static RandomDeclaration small(String nonlinearity) {
    return new RandomDeclaration(
        "Small" + nonlinearity,
        nonlinearity,
        """
        @ResNet(input = @Input(height = 17, width = 19, channels = 3), nonlinearity = Nonlinearity.%s)
        @Stem(filters = 4, kernel = 3, stride = 1, padding = 1)
        @Stage(blocks = 2, filters = {4, 4, 8})
        @Stage(blocks = 1, filters = {8, 8})
        @Head(pool = 2, classes = 4)
        """
            .formatted(nonlinearity));
  }

  String name() {
    return name;
  }

  String source() {
    return source;
  }

  /**
   * Whether Deeplearning4j's own score is wrong: without normalization its activation layers
   * overwrite what shortcuts with preactivation read.
   */
  boolean isMisjudged() {
    return source.contains("preactivation = true") && source.contains("kind = Norm.Kind.NONE");
  }

  /** Whether training draws masks from Deeplearning4j's own random numbers. */
  boolean hasDropout() {
    return source.contains("dropout = 0.3");
  }

  private String source(String annotations) {
    return IMPORTS + annotations + "public interface " + name + " {\n" + BLOCK_CLASS + "}\n";
  }

  private String network() {
    int height = 33 + random.nextInt(20);
    int width = 33 + random.nextInt(20);
    boolean normalized = detail.nextInt(5) > 0;
    side = Math.min(height, width);
    return text(
        "@ResNet(input = @Input(height = %d, width = %d, channels = %d), nonlinearity = Nonlinearity.%s, alpha = %s, l1 = %s, l2 = %s, norm = @Norm(kind = Norm.Kind.%s, epsilon = %s, momentum = %s), bias = %s, strideAt = StrideAt.%s, projection = Projection.%s%s)",
        height,
        width,
        1 + random.nextInt(5),
        nonlinearity,
        pick("0.7", "0.3", "0.05"),
        pick("0", "1e-4"),
        pick("0", "1e-3"),
        normalized ? "BATCH" : "NONE",
        pick("1e-3", "1e-5"),
        pick("0.99", "0.9", "0"),
        random.nextBoolean(),
        pick("FIRST", "SECOND"),
        pick("WHERE_SHAPES_DIFFER", "FIRST_BLOCK"),
        form(normalized));
  }

  /** What tells networks of the family apart. */
  private String form(boolean normalized) {
    boolean preactivation = kind.nextInt(3) == 0;
    return text(
            ", convention = Convention.%s, preactivation = %s, zeroInitResidual = %s, groups = %s, dilation = %d, shortcut = Shortcut.%s, initialization = Initialization.%s, attention = @Attention(kind = Attention.Kind.%s, reduction = %s), stochasticDepth = %s",
            choose("KERAS_LEGACY", "KERAS", "TORCH"),
            preactivation,
            !preactivation && kind.nextBoolean() && normalized,
            groups(),
            unit == BLOCK ? 1 : 1 + kind.nextInt(4) / 3,
            choose("CONVOLUTION", "AVERAGE_POOL"),
            choose("GLOROT_UNIFORM", "HE_NORMAL", "TORCH"),
            choose("NONE", "SE", "ECA"),
            some("2", "4", "16"),
            choose("0", "0.3"))
        .strip();
  }

  /** They divide all widths; Winograd's algorithm is for convolutions without groups. */
  private String groups() {
    return unit == BLOCK ? "1" : choose("1", "2", "4");
  }

  private String stem() {
    int kernel = 1 + random.nextInt(7);
    int stride = 1 + random.nextInt(2);
    int padding = random.nextInt(kernel);
    boolean deep = kind.nextInt(3) == 0;
    padding = deep ? 1 : padding;
    kernel = deep ? 3 : kernel;
    side = (side + 2 * padding - kernel) / stride + 1;
    int pool = random.nextInt(2) * (2 + random.nextInt(2));
    int poolStride = 1 + random.nextInt(2);
    int poolPadding = pool == 0 ? 0 : kind.nextInt(2);
    side = pool == 0 ? side : (side + 2 * poolPadding - pool) / poolStride + 1;
    int last = width();
    return text(
        "@Stem(filters = %s, kernel = %s, stride = %d, padding = %d, pool = @Pool(kernel = %d, stride = %d, padding = %d, border = Border.%s))",
        deep ? text("{%d, %d, %d}", last, last, last).strip() : last,
        deep ? choose("{3, 3, 3}", "{3, 2, 3}") : kernel,
        stride,
        padding,
        pool,
        poolStride,
        poolPadding,
        poolPadding == 0 ? "NONE" : choose("NONE", "ZERO"));
  }

  private String stages() {
    StringBuilder text = new StringBuilder();
    int stages = 1 + random.nextInt(3);
    for (int i = 0; i < stages; i++) {
      boolean winograd = i == 0 && unit == BLOCK;
      int stride = winograd ? 1 : stride();
      side = (side - 1) / stride + 1;
      text.append(
          text(
              "@Stage(blocks = %d, filters = {%s}, kernel = %d, stride = %d%s)",
              1 + random.nextInt(2),
              filters(),
              winograd ? 3 : 1 + 2 * random.nextInt(3),
              stride,
              members(i > 0 && unit != BLOCK && detail.nextInt(4) == 0)));
    }
    return text.toString();
  }

  /** As large as the map allows, up to 3. */
  private int stride() {
    return side < 8 ? 1 : 1 + random.nextInt(3);
  }

  /** Of a bottleneck, or of a basic block. */
  private String filters() {
    int inner = width();
    return random.nextBoolean()
        ? "%s, %s, %s".formatted(inner, width(), 2 * inner)
        : "%s, %s".formatted(inner, width());
  }

  /**
   * What a stage may say instead of the network.
   *
   * @param own whether its blocks are the user's own, which get no more than the penalties
   */
  private String members(boolean own) {
    List<String> members = new ArrayList<>(List.of("l1 = 1e-5", "l2 = 1e-4"));
    members.addAll(own ? List.of() : shape());
    members.removeIf(member -> random.nextBoolean());
    if (own) {
      members.add("block = " + name + ".Own.class");
    }
    members.add("naming = Naming." + some("LETTERS", "NUMBERS"));
    return ", " + String.join(", ", members);
  }

  private List<String> shape() {
    List<String> members = new ArrayList<>();
    if (List.of("ELU", "LEAKY_RELU").contains(nonlinearity)) {
      members.add("alpha = 0.4");
    }
    if (!members.contains("alpha = 0.4") && kind.nextInt(3) == 0) {
      members.add("nonlinearity = Nonlinearity." + choose("RELU", "MISH", "SWISH"));
    }
    if (kind.nextInt(3) == 0) {
      members.add("strideAt = StrideAt." + choose("FIRST", "SECOND"));
    }
    if (kind.nextInt(3) == 0) {
      members.add("groups = " + groups());
    }
    if (unit != BLOCK) {
      members.add("dilation = " + some("1", "2"));
      members.add("shortcut = Shortcut." + some("CONVOLUTION", "AVERAGE_POOL"));
      members.add(
          "attention = @Attention(kind = Attention.Kind." + some("NONE", "SE", "ECA") + ")");
    }
    return members;
  }

  private String head() {
    String pooling = choose("WINDOW", "AVERAGE", "MAX", "AVERAGE_AND_MAX");
    int pool = random.nextInt(Math.min(4, side + 1));
    String task = some("SINGLE_LABEL", "SINGLE_LABEL", "MULTI_LABEL", "BINARY", "REGRESSION");
    int classes = 2 + random.nextInt(6);
    return text(
        "@Head(pooling = Pooling.%s%s, task = Task.%s, dropout = %s, classes = %d, name = \"%s\")",
        pooling,
        pooling.equals("WINDOW") ? ", pool = " + pool : "",
        task,
        unit == BLOCK ? "0" : some("0", "0", "0", "0.3"),
        task.equals("BINARY") ? 1 : classes,
        pick("fc1000", "classes"));
  }

  private static String text(String form, Object... values) {
    return String.format(Locale.ROOT, form, values) + System.lineSeparator();
  }

  private int width() {
    return unit + unit * random.nextInt(32 / unit);
  }

  private String choose(String... choices) {
    return choices[kind.nextInt(choices.length)];
  }

  private String some(String... choices) {
    return choices[detail.nextInt(choices.length)];
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
