package dev.stagewright.processor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;

/** Another processor: it writes one class of package {@code test}. */
@SupportedAnnotationTypes("*")
public final class Generator extends AbstractProcessor {

  private final String name;
  private final String body;
  private int calls;

  /**
   * A processor for one compilation.
   *
   * @param late how many calls it lets pass before it writes
   */
  public Generator(int late, String name, String body) {
    this.name = name;
    this.body = body;
    this.calls = -late;
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    if (calls++ == 0) {
      try (Writer file = processingEnv.getFiler().createSourceFile("test." + name).openWriter()) {
        file.write("package test; public final class %s { %s }".formatted(name, body));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return false;
  }
}
