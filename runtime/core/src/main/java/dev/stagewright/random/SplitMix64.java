package dev.stagewright.random;

/**
 * SplitMix64 (Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", 2014): small,
 * quick to seed, and the same everywhere, since nothing but integers and {@link StrictMath} is
 * used. What is drawn for a picture starts from (seed, epoch, picture), so that it depends neither
 * on threads nor on the order of work. For one thread at a time.
 */
public final class SplitMix64 {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  private SplitMix64(long state) {
    this.state = state;
  }

  /**
   * A generator for one purpose.
   *
   * @param seed of the whole
   * @param purpose what is drawn for, from the outer to the inner, for example epoch and picture
   * @return numbers of their own for every seed and purpose
   */
  public static SplitMix64 of(long seed, long... purpose) {
    return new SplitMix64(mix(seed, purpose));
  }

  /**
   * Mixes numbers into one.
   *
   * @param seed the first
   * @param others any number more; their order counts
   * @return a seed for any generator
   */
  public static long mix(long seed, long... others) {
    long mixed = scramble(seed + GOLDEN_GAMMA);
    for (long other : others) {
      // Turned, so that equal numbers next to each other do not cancel out.
      mixed = scramble(Long.rotateLeft(mixed, 17) + scramble(other + GOLDEN_GAMMA));
    }
    return mixed;
  }

  private static long scramble(long value) {
    long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  /**
   * Any of 2^64 numbers.
   *
   * @return the next one
   */
  public long nextLong() {
    state += GOLDEN_GAMMA;
    return scramble(state);
  }

  /**
   * A number from 0, below 1.
   *
   * @return a multiple of 2^-53
   */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  /**
   * A number of a range.
   *
   * @param from the least
   * @param to the largest, or what is just not reached
   * @return evenly distributed
   */
  public double uniform(double from, double to) {
    return from + (to - from) * nextDouble();
  }

  /**
   * A whole number.
   *
   * @param bound above 0
   * @return from 0, below the bound
   */
  public int nextInt(int bound) {
    return (int) (((nextLong() >>> 32) * bound) >>> 32);
  }

  /**
   * Whether something happens.
   *
   * @param probability from 0 (never) to 1 (always)
   * @return true with that probability
   */
  public boolean happens(double probability) {
    return nextDouble() < probability;
  }

  /**
   * A number of the beta distribution with two equal parameters, as the share of one gamma variable
   * in two.
   *
   * @param alpha above 0
   * @return from 0 to 1
   */
  public double beta(double alpha) {
    double first = gamma(alpha);
    double second = gamma(alpha);
    double sum = first + second;
    return sum == 0 ? nextInt(2) : first / sum; // a tiny alpha: all on one side
  }

  /** Marsaglia, Tsang, "A Simple Method for Generating Gamma Variables", 2000. */
  private double gamma(double shape) {
    if (shape < 1) {
      return gamma(shape + 1) * StrictMath.pow(1 - nextDouble(), 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / StrictMath.sqrt(9 * d);
    while (true) {
      double x = gaussian();
      double v = 1 + c * x;
      double u = 1 - nextDouble();
      v = v * v * v;
      if (v > 0 && StrictMath.log(u) < x * x / 2 + d * (1 - v + StrictMath.log(v))) {
        return d * v;
      }
    }
  }

  /** Box and Muller's, without the second number. */
  private double gaussian() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - nextDouble()));
    return radius * StrictMath.cos(2 * StrictMath.PI * nextDouble());
  }
}
