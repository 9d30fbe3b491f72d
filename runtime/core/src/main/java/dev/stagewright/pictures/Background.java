package dev.stagewright.pictures;

import dev.stagewright.errors.Brief;
import dev.stagewright.errors.StagewrightException.Kind;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The color that transparent pictures are put on.
 *
 * @param red from 0 to 255
 * @param green from 0 to 255
 * @param blue from 0 to 255
 */
public record Background(int red, int green, int blue) {

  private static final Pattern HEX =
      Pattern.compile("#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})", Pattern.CASE_INSENSITIVE);

  /** Checks the values, else throws {@link PictureException}. */
  public Background {
    if (((red | green | blue) & ~0xff) != 0) {
      throw fault(red + "," + green + "," + blue);
    }
  }

  /**
   * Reads a color.
   *
   * @param text {@code white}, {@code black}, or red, green, blue as in {@code #ffe0d0}
   * @return the color
   * @throws PictureException if it is none of these
   */
  public static Background of(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "white" -> new Background(255, 255, 255);
      case "black" -> new Background(0, 0, 0);
      default -> hex(text);
    };
  }

  private static Background hex(String text) {
    Matcher hex = HEX.matcher(text);
    if (!hex.matches()) {
      throw fault(text);
    }
    return new Background(part(hex, 1), part(hex, 2), part(hex, 3));
  }

  private static int part(Matcher hex, int group) {
    return Integer.parseInt(hex.group(group), 16);
  }

  private static PictureException fault(String found) {
    return new PictureException(
        Kind.USAGE,
        PictureException.Reason.FORM,
        "background: found \"%s\"; expected white, black or a color such as #ffe0d0"
            .formatted(Brief.of(found)),
        null);
  }

  /** As {@link #of} reads it: {@code #ffe0d0}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
  }
}
