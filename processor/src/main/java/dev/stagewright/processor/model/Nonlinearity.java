package dev.stagewright.processor.model;

/** The nonlinearities, with Keras' names; the constants are the annotations'. */
public enum Nonlinearity {
  /** max(x, 0). */
  RELU("relu", "ReLU", false),
  /** x or alpha * x. */
  LEAKY_RELU("leaky_relu", "leaky ReLU", true),
  /** x or alpha * (exp(x) - 1). */
  ELU("elu", "ELU", true),
  /** The scaled ELU of self-normalising networks. */
  SELU("selu", "SELU", false),
  /** The exact GELU. */
  GELU("gelu", "GELU", false),
  /** x * sigmoid(x). */
  SWISH("swish", "swish", false);

  private final String kerasName;
  private final String title;
  private final boolean hasAlpha;

  Nonlinearity(String kerasName, String title, boolean hasAlpha) {
    this.kerasName = kerasName;
    this.title = title;
    this.hasAlpha = hasAlpha;
  }

  /** Keras' name, which starts the names of this nonlinearity's layers. */
  public String kerasName() {
    return kerasName;
  }

  /** The name in prose. */
  public String title() {
    return title;
  }

  /** Whether the function has an alpha. */
  public boolean hasAlpha() {
    return hasAlpha;
  }
}
