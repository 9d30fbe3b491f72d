package dev.stagewright.processor.writer;

import com.palantir.javapoet.ClassName;
import dev.stagewright.processor.declaration.VisibleTypes;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/**
 * An annotated type's names.
 *
 * @param type the annotated type
 * @param binaryName with dollar signs between nested types
 * @param generated the name of the class to write
 * @param visible whether the type is public, and every type around it
 * @param shadowed whether the package has types of its own that hide those of java.lang in use
 */
public record NetworkType(
    ClassName type, String binaryName, ClassName generated, boolean visible, boolean shadowed) {

  /** Reads the names off an element. */
  public static NetworkType of(TypeElement type, Elements elements) {
    PackageElement packageElement = elements.getPackageOf(type);
    String packageName = packageElement.getQualifiedName().toString();
    ClassName name = ClassName.get(type);
    List<String> nested = name.simpleNames();
    return new NetworkType(
        name,
        elements.getBinaryName(type).toString(),
        ClassName.get(packageName, String.join("_", nested) + "Network"),
        isVisible(type),
        Stream.of(IllegalStateException.class, Math.class, Override.class, String.class)
            .map(used -> ClassName.get(packageName, used.getSimpleName()).toString())
            .anyMatch(VisibleTypes.from(type, elements)::has));
  }

  private static boolean isVisible(TypeElement type) {
    return type.getModifiers().contains(Modifier.PUBLIC)
        && (!(type.getEnclosingElement() instanceof TypeElement outer) || isVisible(outer));
  }

  /** The type in Javadoc: a link where one can be followed. */
  String reference() {
    return (visible ? "{@link " : "{@code ") + String.join(".", type.simpleNames()) + "}";
  }

  /** Whether a type is a source that this processor wrote: no class file keeps that annotation. */
  public static boolean isGenerated(TypeElement type) {
    return type.getAnnotationMirrors().stream()
        .anyMatch(annotation -> annotation.toString().contains(NetworkWriter.GENERATOR));
  }

  /** Whether a type is a network's class, of this compilation or an earlier one. */
  public static boolean isNetwork(TypeElement type) {
    return type.getInterfaces().stream()
        .anyMatch(supertype -> supertype.toString().equals(Types.NETWORK_INTERFACE.toString()));
  }
}
