package dev.stagewright.engine;

import java.util.Locale;

/** What an engine computes activations and convolutions in. */
public enum Precision {
  /** 32-bit floating point throughout. */
  F32,
  /**
   * bfloat16 activations and operands of convolutions; parameters, batch statistics, loss and
   * updates stay float32.
   */
  BF16;

  /** The type's full name: {@code float32} or {@code bfloat16}. */
  public String type() {
    return this == F32 ? "float32" : "bfloat16";
  }

  /** As it is written: {@code f32} or {@code bf16}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a precision.
   *
   * @param option the option's name, for the message
   * @param text {@code f32} or {@code bf16}
   * @throws SettingException if it is neither
   */
  public static Precision of(String option, String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "f32" -> F32;
      case "bf16" -> BF16;
      default -> throw new SettingException(option, text, "f32 or bf16");
    };
  }
}
