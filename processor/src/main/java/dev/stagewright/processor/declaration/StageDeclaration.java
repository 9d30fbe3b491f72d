package dev.stagewright.processor.declaration;

import dev.stagewright.processor.topology.Naming;
import java.util.List;

/**
 * {@code @Stage}.
 *
 * @param number the number in layers' names; the first stage is 2
 */
public record StageDeclaration(
    int number,
    Site site,
    Declared<Integer> blocks,
    Declared<List<Declared<Integer>>> filters,
    Declared<Integer> kernel,
    Declared<Integer> stride,
    Declared<Double> alpha,
    Declared<Double> l1,
    Declared<Double> l2,
    Declared<Naming> naming) {

  /** The sentinel of {@code Stage.INHERIT}; part of the annotations' fixed contract. */
  private static final int INHERIT = Integer.MIN_VALUE;

  static StageDeclaration of(int number, AnnotationReader reader) {
    return new StageDeclaration(
        number,
        reader.site(),
        reader.integer("blocks"),
        reader.integers("filters"),
        reader.integer("kernel"),
        reader.integer("stride"),
        reader.number("alpha"),
        reader.number("l1"),
        reader.number("l2"),
        reader.constant("naming", Naming.class));
  }

  /** The stage in messages: its number in layers' names and its place in the declaration. */
  public String title() {
    return "stage " + number + " (@Stage no. " + (number - 1) + ")";
  }

  /** The stride of the first block, inherited or not. */
  public int effectiveStride() {
    return inherits(stride) ? (number == 2 ? 1 : 2) : stride.value();
  }

  /** Whether a member leaves its value to the network. */
  public static boolean inherits(Declared<? extends Number> member) {
    return member.value().doubleValue() == INHERIT;
  }

  /** A member's value, or the network's if the stage inherits it. */
  public static double valueOr(Declared<Double> member, Declared<Double> network) {
    return inherits(member) ? network.value() : member.value();
  }
}
