package dev.stagewright.processor.writer;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import javax.lang.model.element.Modifier;

/** What the head and the text of every generated class have in common. */
final class GeneratedClass {

  private GeneratedClass() {}

  /**
   * Begins a class.
   *
   * @param annotate whether {@code javax.annotation.processing.Generated} can be seen
   */
  static TypeSpec.Builder of(NetworkType type, String doc, boolean annotate) {
    TypeSpec.Builder builder =
        TypeSpec.classBuilder(type.generated())
            .addJavadoc("$L", doc)
            .addModifiers(Modifier.PUBLIC, Modifier.FINAL);
    if (annotate) {
      builder.addAnnotation(
          AnnotationSpec.builder(ClassName.get("javax.annotation.processing", "Generated"))
              .addMember("value", "$S", NetworkWriter.GENERATOR)
              .build());
    }
    return builder;
  }

  /** The whole compilation unit. */
  static String source(NetworkType type, TypeSpec spec) {
    JavaFile file =
        JavaFile.builder(type.generated().packageName(), spec)
            .skipJavaLangImports(!type.shadowed())
            .indent("  ")
            .build();
    return SourceLayout.of(file.toString());
  }
}
