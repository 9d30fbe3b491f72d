package dev.stagewright.processor;

import com.palantir.javapoet.ClassName;
import dev.stagewright.processor.declaration.DeclaredOutline;
import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.declaration.Site;
import dev.stagewright.processor.declaration.VisibleTypes;
import dev.stagewright.processor.report.Build;
import dev.stagewright.processor.report.Problem;
import dev.stagewright.processor.report.Report;
import dev.stagewright.processor.topology.InferredLayers;
import dev.stagewright.processor.topology.Topology;
import dev.stagewright.processor.writer.Description;
import dev.stagewright.processor.writer.NetworkType;
import dev.stagewright.processor.writer.NetworkWriter;
import dev.stagewright.processor.writer.StandaloneWriter;
import dev.stagewright.processor.writer.StubWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

/** Writes what belongs to a declaration, with its type as the only origin of every file. */
final class NetworkFiles {

  /** A module that does not read java.compiler cannot name the annotation. */
  static final String GENERATED = "javax.annotation.processing.Generated";

  private final Filer filer;
  private final Elements elements;

  /** From a generated class to the type that it is generated for. */
  private final Map<String, String> declarations = new HashMap<>();

  private int placeholders;

  NetworkFiles(ProcessingEnvironment environment) {
    filer = environment.getFiler();
    elements = environment.getElementUtils();
  }

  /** How many classes there are. */
  int count() {
    return declarations.size();
  }

  /** The declaration for which a class of that name has been written. */
  Optional<String> declarationOf(String generated) {
    return Optional.ofNullable(declarations.get(generated));
  }

  /** Whether a network or its stub has been written for a declaration. */
  boolean wroteFor(TypeElement declaration) {
    return declarations.containsValue(declaration.toString());
  }

  /** Writes a network's class and its description; returns what prevents that. */
  Report write(TypeElement type, Topology topology) {
    NetworkType names = NetworkType.of(type, elements);
    InferredLayers inferred = InferredLayers.of(topology);
    boolean annotate = VisibleTypes.from(type, elements).has(GENERATED);
    String source = NetworkWriter.write(names, topology, inferred, annotate);
    String path = Description.path(names);
    Optional<String> standalone = StandaloneWriter.write(names, topology, inferred);
    String description =
        Description.write(names, topology, inferred, Build.version(), source, standalone);
    Report report = writeClass(type, names, source);
    if (report.isClean()) {
      try {
        write(filer.createResource(StandardLocation.CLASS_OUTPUT, "", path, type), description);
      } catch (IOException e) {
        report.add(Problem.WRITE_FAILED, Site.of(type), path, e);
      }
    }
    return report;
  }

  /** Writes a class for other code to name while the declaration has errors. */
  Report writeStub(NetworkDeclaration declaration) {
    TypeElement type = declaration.type();
    NetworkType names = NetworkType.of(type, elements);
    VisibleTypes visible = VisibleTypes.from(type, elements);
    String source =
        StubWriter.write(
            names, DeclaredOutline.of(declaration), visible.has(GENERATED), visible::has);
    return writeClass(type, names, source);
  }

  /** Writes a source without a type: only for a new source does a compiler begin another round. */
  Report writePlaceholder(TypeElement type) {
    ClassName generated = NetworkType.of(type, elements).generated();
    String text =
        (generated.packageName().isEmpty() ? "" : "package " + generated.packageName() + ";\n\n")
            + "// A value of "
            + type.getSimpleName()
            + " is not known yet. This file declares nothing; for it, the compiler lets annotation\n"
            + "// processors run once more.\n";
    return writeSource(type, generated.canonicalName() + "Pending" + ++placeholders, text);
  }

  private Report writeClass(TypeElement type, NetworkType names, String source) {
    String generated = names.generated().canonicalName();
    declarations.put(generated, type.toString());
    return writeSource(type, generated, source);
  }

  private Report writeSource(TypeElement type, String name, String text) {
    Report report = new Report();
    try {
      write(filer.createSourceFile(name, type), text);
    } catch (FilerException e) {
      refused(type, name, e, report);
    } catch (IOException e) {
      report.add(Problem.WRITE_FAILED, Site.of(type), name, e);
    }
    return report;
  }

  private void refused(TypeElement type, String name, FilerException why, Report report) {
    TypeElement existing = VisibleTypes.from(type, elements).find(name);
    if (existing == null || !NetworkType.isNetwork(existing)) {
      // Another processor generates the same name.
      report.add(Problem.NAME_TAKEN, Site.of(type), name, type.getSimpleName());
    } else if (NetworkType.isGenerated(existing)) {
      // On ECJ's source path.
      report.add(Problem.GENERATED_IN_SOURCES, Site.of(type), name, type.getSimpleName());
    } else {
      // ECJ writes no source of a class that an earlier compilation left on the class path.
      report.add(Problem.WRITE_FAILED, Site.of(type), name, why);
    }
  }

  private static void write(FileObject file, String text) throws IOException {
    try (Writer writer = file.openWriter()) {
      writer.write(text);
    }
  }
}
