package dev.stagewright.processor.declaration;

import dev.stagewright.processor.topology.Naming;
import dev.stagewright.processor.topology.Nonlinearity;
import dev.stagewright.processor.topology.Shortcut;
import dev.stagewright.processor.topology.StrideAt;
import java.util.List;

/**
 * {@code @Stage}. What is not written is the network's.
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
    Declared<Nonlinearity> nonlinearity,
    Declared<Integer> groups,
    Declared<Integer> dilation,
    Declared<StrideAt> strideAt,
    Declared<Shortcut> shortcut,
    AttentionDeclaration attention,
    Declared<Double> alpha,
    Declared<Double> l1,
    Declared<Double> l2,
    Declared<Naming> naming) {

  /** The sentinel of {@code Stage.INHERIT}; part of the annotations' fixed contract. */
  private static final int INHERIT = Integer.MIN_VALUE;

  /**
   * @param last whether no stage follows
   */
  static StageDeclaration of(
      int number, boolean last, AnnotationReader reader, ResNetDeclaration network) {
    Declared<List<Declared<Integer>>> filters = reader.integers("filters");
    StrideAt strideAt =
        network.strideAt().or(network.defaults().strideAt(filters.value().size() == 3)).value();
    return new StageDeclaration(
        number,
        reader.site(),
        reader.integer("blocks"),
        filters,
        reader.integer("kernel"),
        written(reader.integer("stride")).or(network.defaults().stride(number == 2, last)),
        reader.constant("nonlinearity", Nonlinearity.class).or(network.nonlinearity().value()),
        written(reader.integer("groups")).or(network.groups().value()),
        written(reader.integer("dilation")).or(network.dilation().value()),
        reader.constant("strideAt", StrideAt.class).or(strideAt),
        reader.constant("shortcut", Shortcut.class).or(network.shortcut().value()),
        reader.explicit("attention")
            ? AttentionDeclaration.of(reader.annotation("attention", "Attention"))
            : network.attention(),
        written(reader.number("alpha")).or(network.alpha().value()),
        written(reader.number("l1")).or(network.l1().value()),
        written(reader.number("l2")).or(network.l2().value()),
        reader.constant("naming", Naming.class));
  }

  /** Who writes the sentinel writes nothing. */
  private static <T extends Number> Declared<T> written(Declared<T> member) {
    boolean inherits = member.value().doubleValue() == INHERIT;
    return new Declared<>(member.value(), member.explicit() && !inherits, member.site());
  }

  /** The stage in messages: its number in layers' names and its place in the declaration. */
  public String title() {
    return "stage " + number + " (@Stage no. " + (number - 1) + ")";
  }
}
