package dev.stagewright.augmentation;

/** What members may be; throws {@link AugmentationException} naming the member. */
final class Require {

  private static final String LEVEL = "a level from 0 to 255";

  private Require() {}

  static void that(boolean holds, String member, Object found, String expected) {
    if (!holds) {
      throw new AugmentationException(
          "%s: found %s; expected %s".formatted(member, found, expected));
    }
  }

  static void probability(double found) {
    share("probability", found);
  }

  static void share(String member, double found) {
    that(found >= 0 && found <= 1, member, found, "a number from 0 to 1");
  }

  static void level(String member, int found) {
    that(found >= 0 && found <= 255, member, found, LEVEL);
  }

  static void notNegative(String member, double found) {
    that(found >= 0 && found < Double.POSITIVE_INFINITY, member, found, "a number of at least 0");
  }

  /** Two finite numbers above 0 of which the second is not the smaller one. */
  static void range(String least, double min, String largest, double max) {
    that(min > 0 && min < Double.POSITIVE_INFINITY, least, min, "a number above 0");
    that(
        max >= min && max < Double.POSITIVE_INFINITY,
        largest,
        max,
        "a number of at least %s, which is %s".formatted(least, min));
  }
}
