package dev.stagewright.processor.declaration;

/** {@code @Input}: pixels and channels. */
public record InputDeclaration(
    Declared<Integer> height, Declared<Integer> width, Declared<Integer> channels) {

  static InputDeclaration of(AnnotationReader reader) {
    return new InputDeclaration(
        reader.integer("height"), reader.integer("width"), reader.integer("channels"));
  }
}
