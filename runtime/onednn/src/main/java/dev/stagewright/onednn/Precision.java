package dev.stagewright.onednn;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What activations and convolution weights are computed in. */
public enum Precision {
  /** 32-bit floating point throughout. */
  F32,
  /**
   * bfloat16 activations and convolution operands; parameters, batch statistics, loss and updates
   * stay float32.
   */
  BF16;

  /** The system property that chooses: {@code f32}, the default, or {@code bf16}. */
  public static final String PROPERTY = "stagewright.precision";

  private static final Logger log = LoggerFactory.getLogger(Precision.class);

  /** The precision that {@link #PROPERTY} asks for, as far as the processor has it. */
  static Precision chosen() {
    String text = System.getProperty(PROPERTY, "f32").toLowerCase(Locale.ROOT);
    return switch (text) {
      case "f32" -> F32;
      case "bf16" -> BF16;
      default ->
          throw new IllegalArgumentException(
              "-D%s: found \"%s\"; expected f32 or bf16".formatted(PROPERTY, text));
    };
  }
}
