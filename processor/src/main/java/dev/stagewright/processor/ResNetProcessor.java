package dev.stagewright.processor;

import com.google.auto.service.AutoService;
import dev.stagewright.processor.declaration.DeclarationReader;
import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.model.LayerPlan;
import dev.stagewright.processor.model.NetworkModel;
import dev.stagewright.processor.writer.NetworkType;
import dev.stagewright.processor.writer.NetworkWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** Writes a Deeplearning4j network for every type that declares one. */
@AutoService(Processor.class)
public final class ResNetProcessor extends AbstractProcessor {

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of("dev.stagewright.dsl.*");
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    for (TypeElement annotation : annotations) {
      for (TypeElement type : ElementFilter.typesIn(round.getElementsAnnotatedWith(annotation))) {
        if (annotation.getSimpleName().contentEquals("ResNet")) {
          write(type);
        }
      }
    }
    return false;
  }

  private void write(TypeElement type) {
    NetworkDeclaration declaration = DeclarationReader.read(type);
    NetworkModel model = ModelMaker.make(declaration);
    LayerPlan plan = LayerPlan.of(model);
    NetworkType names = NetworkType.of(type, processingEnv.getElementUtils());
    String source = NetworkWriter.write(names, model, plan, true);
    try (Writer writer =
        processingEnv
            .getFiler()
            .createSourceFile(names.generated().toString(), type)
            .openWriter()) {
      writer.write(source);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    try (Writer writer =
        processingEnv
            .getFiler()
            .createResource(
                javax.tools.StandardLocation.CLASS_OUTPUT,
                "",
                dev.stagewright.processor.writer.Description.path(names),
                type)
            .openWriter()) {
      writer.write(
          dev.stagewright.processor.writer.Description.write(names, model, plan, "0", source));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
