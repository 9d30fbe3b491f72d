package dev.stagewright.processor;

import dev.stagewright.processor.declaration.Site;
import dev.stagewright.processor.model.LayerPlan;
import dev.stagewright.processor.model.NetworkModel;
import dev.stagewright.processor.report.Fault;
import dev.stagewright.processor.report.Report;
import dev.stagewright.processor.writer.Description;
import dev.stagewright.processor.writer.NetworkType;
import dev.stagewright.processor.writer.NetworkWriter;
import java.io.IOException;
import java.io.Writer;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

/** Writes a network's two files, with its type as their only origin. */
final class NetworkFiles {

  private static final String GENERATED = "javax.annotation.processing.Generated";

  private final Filer filer;
  private final Elements elements;

  NetworkFiles(ProcessingEnvironment environment) {
    filer = environment.getFiler();
    elements = environment.getElementUtils();
  }

  void write(TypeElement type, NetworkModel model, LayerPlan plan, Report report) {
    NetworkType names = NetworkType.of(type, elements);
    String source = NetworkWriter.write(names, model, plan, seesGenerated(type));
    String description = Description.write(names, model, plan, Version.read(), source);
    String generated = names.generated().canonicalName();
    try {
      write(filer.createSourceFile(generated, type), source);
      write(
          filer.createResource(StandardLocation.CLASS_OUTPUT, "", Description.path(names), type),
          description);
    } catch (FilerException e) {
      // On ECJ's source path, or another declaration of this compilation generates the same name.
      TypeElement existing = elements.getTypeElement(generated);
      boolean ours = existing != null && NetworkType.isGenerated(existing);
      report.add(
          ours ? Fault.GENERATED_IN_SOURCES : Fault.NAME_TAKEN,
          Site.of(type),
          generated,
          type.getSimpleName());
    } catch (IOException e) {
      report.add(Fault.WRITE_FAILED, Site.of(type), generated, e);
    }
  }

  private static void write(FileObject file, String text) throws IOException {
    try (Writer writer = file.openWriter()) {
      writer.write(text);
    }
  }

  /** A module that does not read java.compiler cannot name the annotation. */
  private boolean seesGenerated(TypeElement type) {
    ModuleElement module = elements.getModuleOf(type);
    return module == null
        ? elements.getTypeElement(GENERATED) != null
        : elements.getTypeElement(module, GENERATED) != null;
  }
}
