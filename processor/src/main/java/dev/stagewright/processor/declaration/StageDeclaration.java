package dev.stagewright.processor.declaration;

import dev.stagewright.processor.topology.BlockClass;
import dev.stagewright.processor.topology.Naming;
import dev.stagewright.processor.topology.Nonlinearity;
import dev.stagewright.processor.topology.Shortcut;
import dev.stagewright.processor.topology.StrideAt;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/**
 * {@code @Stage}. What is not written is the network's.
 *
 * @param number the number in layers' names; the first stage is 2
 * @param block the user's class that makes its blocks, if one does
 */
public record StageDeclaration(
    int number,
    Site site,
    Declared<Integer> blocks,
    Declared<List<Declared<Integer>>> filters,
    Optional<Declared<TypeMirror>> block,
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
        reader.type("block"),
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

  /** The class by its names, if it is one. */
  public Optional<BlockClass> blockClass() {
    return block.flatMap(StageDeclaration::element).map(StageDeclaration::named);
  }

  /** The class, unless an array or a number stands in its place. */
  public static Optional<TypeElement> element(Declared<TypeMirror> block) {
    return block.value() instanceof DeclaredType type
            && type.asElement() instanceof TypeElement element
        ? Optional.of(element)
        : Optional.empty();
  }

  private static BlockClass named(TypeElement type) {
    String name = type.getSimpleName().toString();
    Element around = type.getEnclosingElement();
    if (around instanceof TypeElement outer) {
      return named(outer).nested(name);
    }
    return around instanceof PackageElement place
        ? new BlockClass(place.getQualifiedName().toString(), List.of(name))
        : new BlockClass("", List.of(name));
  }

  /** The stage in messages: its number in layers' names and its place in the declaration. */
  public String title() {
    return "stage " + number + " (@Stage no. " + (number - 1) + ")";
  }
}
