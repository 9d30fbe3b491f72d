package dev.stagewright.processor.writer;

import com.palantir.javapoet.ClassName;
import java.util.List;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/**
 * An annotated type's names.
 *
 * @param type the annotated type
 * @param binaryName with dollar signs between nested types
 * @param generated the name of the class to write
 */
public record NetworkType(ClassName type, String binaryName, ClassName generated) {

  /** Reads the names off an element. */
  public static NetworkType of(TypeElement type, Elements elements) {
    PackageElement packageElement = elements.getPackageOf(type);
    ClassName name = ClassName.get(type);
    List<String> nested = name.simpleNames();
    return new NetworkType(
        name,
        elements.getBinaryName(type).toString(),
        ClassName.get(
            packageElement.getQualifiedName().toString(), String.join("_", nested) + "Network"));
  }
}
