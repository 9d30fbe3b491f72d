package dev.stagewright.processor.declaration;

/** {@code @Head}; a pool of 0 is none. */
public record HeadDeclaration(
    Site site, Declared<Integer> pool, Declared<Integer> classes, Declared<String> name) {

  static HeadDeclaration of(AnnotationReader reader) {
    return new HeadDeclaration(
        reader.site(), reader.integer("pool"), reader.integer("classes"), reader.text("name"));
  }
}
