package dev.stagewright.processor;

import com.google.auto.service.AutoService;
import dev.stagewright.processor.declaration.DeclarationReader;
import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.declaration.UnreadableException;
import dev.stagewright.processor.model.LayerPlan;
import dev.stagewright.processor.model.NetworkModel;
import dev.stagewright.processor.report.Fault;
import dev.stagewright.processor.report.FaultPrinter;
import dev.stagewright.processor.report.Report;
import dev.stagewright.processor.rules.ArraySizeRule;
import dev.stagewright.processor.rules.Rules;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** Writes a Deeplearning4j network for every type that declares one. */
@AutoService(Processor.class)
public final class ResNetProcessor extends AbstractProcessor {

  private final Set<String> compiled = new HashSet<>();

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of(DeclarationReader.DSL + ".*");
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    round.getRootElements().forEach(root -> compiled.add(root.toString()));
    Set<Element> annotated = new LinkedHashSet<>();
    annotations.forEach(name -> annotated.addAll(round.getElementsAnnotatedWith(name)));
    ElementFilter.typesIn(annotated).forEach(this::process);
    return false;
  }

  /** Declaration, rules, model, files; a fault ends it after the rules. */
  private void process(TypeElement type) {
    ProcessingEnvironment environment = processingEnv;
    Report report = new Report();
    Optional<NetworkDeclaration> declaration = read(type, report);
    declaration.ifPresent(
        found -> new Rules(environment.getElementUtils(), compiled::contains).check(found, report));
    if (declaration.isPresent() && report.isClean()) {
      NetworkModel model = ModelMaker.make(declaration.get());
      LayerPlan plan = LayerPlan.of(model);
      new ArraySizeRule(plan).check(declaration.get(), report);
      if (report.isClean()) {
        new NetworkFiles(environment).write(type, model, plan, report);
      }
    }
    new FaultPrinter(environment).print(report);
  }

  private static Optional<NetworkDeclaration> read(TypeElement type, Report report) {
    try {
      return Optional.of(DeclarationReader.read(type));
    } catch (UnreadableException e) {
      // Without a name the compiler itself reports what is wrong.
      e.unknown().ifPresent(name -> report.add(Fault.DSL_MISMATCH, e.site(), name));
      return Optional.empty();
    }
  }
}
