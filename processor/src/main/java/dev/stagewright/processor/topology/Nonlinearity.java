package dev.stagewright.processor.topology;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The nonlinearities, with Keras' names; the constants are the annotations'. */
public enum Nonlinearity {
  /** max(x, 0). */
  RELU("relu", "ReLU", Alpha.NONE),
  /** x or alpha * x. */
  LEAKY_RELU("leaky_relu", "leaky ReLU", Alpha.BELOW_ONE),
  /** x or alpha * (exp(x) - 1). */
  ELU("elu", "ELU", Alpha.POSITIVE) {
    @Override
    public Optional<String> own(double alpha) {
      // Deeplearning4j's gradient ignores alpha.
      return alpha == 1 ? Optional.empty() : Optional.of(LAYERS + "Elu");
    }
  },
  /** The scaled ELU of self-normalizing networks. */
  SELU("selu", "SELU", Alpha.NONE),
  /** The exact GELU. */
  GELU("gelu", "GELU", Alpha.NONE) {
    @Override
    public Optional<String> own(double alpha) {
      // Deeplearning4j's is an approximation.
      return Optional.of(LAYERS + "Gelu");
    }
  },
  /** x * sigmoid(x). */
  SWISH("swish", "swish", Alpha.NONE),
  /** x * tanh(log(1 + exp(x))). */
  MISH("mish", "Mish", Alpha.NONE),
  /** x * min(max(x + 3, 0), 6) / 6. */
  HARD_SWISH("hard_swish", "hard swish", Alpha.NONE) {
    @Override
    public Optional<String> own(double alpha) {
      return Optional.of(LAYERS + "HardSwish");
    }
  };

  /** Which alpha a nonlinearity takes; the constants are the runtime's. */
  public enum Alpha {
    /** It has none. */
    NONE,
    /** Above 0. */
    POSITIVE,
    /** Above 0 and below 1. */
    BELOW_ONE
  }

  private static final String LAYERS = "dev.stagewright.layers.";
  private static final Pattern SNAKE = Pattern.compile("_([a-z])");

  private final String kerasName;
  private final String title;
  private final Alpha alpha;

  Nonlinearity(String kerasName, String title, Alpha alpha) {
    this.kerasName = kerasName;
    this.title = title;
    this.alpha = alpha;
  }

  /** Keras' name, which starts the names of this nonlinearity's layers. */
  public String kerasName() {
    return kerasName;
  }

  /** The name in code. */
  public String method() {
    return SNAKE.matcher(kerasName).replaceAll(found -> found.group(1).toUpperCase(Locale.ROOT));
  }

  /** The name in prose. */
  public String title() {
    return title;
  }

  /** Which alpha it takes. */
  public Alpha alpha() {
    return alpha;
  }

  /** Whether the function has an alpha. */
  public boolean hasAlpha() {
    return alpha != Alpha.NONE;
  }

  /** The runtime's class that computes it, where Deeplearning4j has none that is right. */
  public Optional<String> own(double alpha) {
    return Optional.empty();
  }
}
