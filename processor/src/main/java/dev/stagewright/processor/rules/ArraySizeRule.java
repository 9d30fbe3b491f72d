package dev.stagewright.processor.rules;

import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.declaration.Site;
import dev.stagewright.processor.declaration.StageDeclaration;
import dev.stagewright.processor.report.Problem;
import dev.stagewright.processor.report.Report;
import dev.stagewright.processor.topology.FeatureMap;
import dev.stagewright.processor.topology.InferredLayer;
import dev.stagewright.processor.topology.InferredLayers;
import dev.stagewright.processor.topology.LayerNames;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every array of a network is one that Java and Deeplearning4j can have. Of those that are too
 * large only the first is reported, as others follow from it.
 */
public final class ArraySizeRule implements Rule {

  /** Of Java's arrays, and of the places in the one that holds all parameters. */
  private static final BigInteger MOST = BigInteger.valueOf(Integer.MAX_VALUE - 1);

  private final InferredLayers inferred;

  /**
   * A rule for a declaration in which no other rule found a problem.
   *
   * @param inferred its layers
   */
  public ArraySizeRule(InferredLayers inferred) {
    this.inferred = inferred;
  }

  @Override
  public void check(NetworkDeclaration declaration, Report report) {
    Optional<Sized> tooLarge = arrays(declaration).filter(Sized::isTooLarge).findFirst();
    tooLarge.ifPresentOrElse(
        array -> array.report(report), () -> checkParameters(declaration, report));
  }

  private static void report(
      Report report, Site site, String what, BigInteger numbers, String advice) {
    report.add(Problem.ARRAY_SIZE, site, what, numbers, MOST, advice);
  }

  private void checkParameters(NetworkDeclaration declaration, Report report) {
    BigInteger parameters = BigInteger.valueOf(inferred.total(InferredLayer::parameters));
    if (parameters.compareTo(MOST) > 0) {
      report(
          report,
          declaration.resNet().orElseThrow().site(),
          "@ResNet: the array of all parameters",
          parameters,
          "Use fewer filters or blocks");
    }
  }

  private Stream<Sized> arrays(NetworkDeclaration declaration) {
    Sized image =
        new Sized(
            declaration.resNet().orElseThrow().input().height().site(),
            "@Input: an image",
            sides(inferred.output(LayerNames.INPUT)),
            "Use smaller images");
    return Stream.concat(
        Stream.of(image),
        inferred.layers().stream().flatMap(layer -> arrays(declaration, layer).stream()));
  }

  private static List<Sized> arrays(NetworkDeclaration declaration, InferredLayer layer) {
    Place place = Place.of(declaration, layer.part());
    return List.of(
        new Sized(
            place.site(),
            place.title() + ": the kernel of " + layer.node().name(),
            layer.kernel(),
            layer.isDense()
                ? "Use fewer classes, or a pool in the head"
                : "Use fewer filters or a smaller kernel"),
        new Sized(
            place.site(),
            place.title() + ": the feature map of " + layer.node().name(),
            sides(layer.output()),
            "Use fewer filters or smaller images"));
  }

  private static List<Integer> sides(FeatureMap map) {
    return List.of(map.height(), map.width(), map.channels());
  }

  /** A part of the declaration, and what its channels come from. */
  private record Place(String title, Site site) {

    static Place of(NetworkDeclaration declaration, int part) {
      return switch (part) {
        case 0 -> new Place("@Head", declaration.head().orElseThrow().classes().site());
        case 1 -> new Place("@Stem", declaration.stem().orElseThrow().filters().site());
        default -> {
          StageDeclaration stage = declaration.stages().get(part - 2);
          yield new Place(stage.title(), stage.filters().site());
        }
      };
    }
  }

  /** An array with the lengths of its sides; without sides it is empty. */
  private record Sized(Site site, String what, List<Integer> sides, String advice) {

    boolean isTooLarge() {
      return !sides.isEmpty() && numbers().compareTo(MOST) > 0;
    }

    private BigInteger numbers() {
      return sides.stream().map(BigInteger::valueOf).reduce(BigInteger.ONE, BigInteger::multiply);
    }

    void report(Report report) {
      String product = sides.stream().map(String::valueOf).collect(Collectors.joining(" x "));
      ArraySizeRule.report(report, site, what + ", " + product + ",", numbers(), advice);
    }
  }
}
