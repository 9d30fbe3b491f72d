package dev.stagewright.processor;

import com.google.auto.service.AutoService;
import dev.stagewright.processor.declaration.DeclarationReader;
import dev.stagewright.processor.declaration.NetworkDeclaration;
import dev.stagewright.processor.declaration.Reading;
import dev.stagewright.processor.report.Problem;
import dev.stagewright.processor.report.ProblemPrinter;
import dev.stagewright.processor.report.Report;
import dev.stagewright.processor.rules.ArraySizeRule;
import dev.stagewright.processor.rules.Rules;
import dev.stagewright.processor.topology.InferredLayers;
import dev.stagewright.processor.topology.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/**
 * Writes a Deeplearning4j network for every type that declares one, as soon as it can be read. What
 * is wrong is shown in the last round: an error in an earlier one would keep other processors from
 * generating what declarations, or the code around them, wait for.
 */
@AutoService(Processor.class)
public final class ResNetProcessor extends AbstractProcessor {

  /**
   * After as many rounds without a new type nobody generates what is missing. The first is not
   * enough: processors behind this one may be called in it for the first time.
   */
  private static final int PATIENCE = 2;

  private static final String ECJ = "org.eclipse.jdt.";

  /** With these no class can be written at all, not even a stub. */
  private static final Set<Problem> NO_PLACE =
      Set.of(Problem.PACKAGE_UNNAMED, Problem.NAME_TAKEN, Problem.GENERATED_IN_SOURCES);

  private final Set<String> compiled = new HashSet<>();
  private final Set<DeclaredType> declared = new LinkedHashSet<>();
  private final Map<DeclaredType, Topology> networks = new HashMap<>();
  private NetworkFiles files;
  private Rules rules;
  private ProblemPrinter printer;
  private int idleRounds;

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of(DeclarationReader.DSL + ".*", NetworkFiles.GENERATED);
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public synchronized void init(ProcessingEnvironment environment) {
    super.init(environment);
    files = new NetworkFiles(environment);
    rules = new Rules(environment, compiled::contains, files::declarationOf);
    printer = new ProblemPrinter(environment);
  }

  /**
   * Generates, and in the last round reports.
   *
   * @return for javac true, since -Xlint warns of annotations that nobody claims, those of
   *     generated classes included; if all are claimed, processors of every annotation have their
   *     turn in the next round. ECJ does not warn, but loses classes when others that wait come a
   *     round later.
   */
  @Override
  @SuppressWarnings("DoNotClaimAnnotations")
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    if (round.processingOver()) {
      declared.forEach(this::report);
      declared.clear();
    } else {
      begin(annotations, round);
      generate();
    }
    return !processingEnv.getClass().getName().startsWith(ECJ);
  }

  private void begin(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    for (Element root : round.getRootElements()) {
      if (files.declarationOf(root.toString()).isEmpty()) {
        compiled.add(root.toString());
      }
    }
    for (TypeElement annotation : annotations) {
      if (DeclarationReader.isOurs(annotation)) {
        addWearers(annotation, round);
      }
    }
    idleRounds = round.getRootElements().isEmpty() ? idleRounds + 1 : 0;
  }

  /** Those of an annotation that carries parts are told, too, that these are not read. */
  private void addWearers(TypeElement annotation, RoundEnvironment round) {
    for (TypeElement type : ElementFilter.typesIn(round.getElementsAnnotatedWith(annotation))) {
      boolean isNew = declared.add(DeclaredType.of(type, processingEnv.getElementUtils()));
      if (isNew && type.getKind() == ElementKind.ANNOTATION_TYPE) {
        addWearers(type, round);
      }
    }
  }

  private Reading read(DeclaredType type) {
    return DeclarationReader.read(type.find(processingEnv.getElementUtils()));
  }

  /** Writes what can be read now; if there is nothing such, what makes another round come. */
  private void generate() {
    int before = files.count();
    List<TypeElement> waiting = new ArrayList<>();
    for (DeclaredType type : declared) {
      Reading reading = read(type);
      TypeElement element = reading.declaration().type();
      if (reading.unresolved() && idleRounds < PATIENCE && !files.wroteFor(element)) {
        waiting.add(element);
      } else if (!files.wroteFor(element)) {
        generate(type, reading);
      }
    }
    if (!waiting.isEmpty() && files.count() == before) {
      printer.print(files.writePlaceholder(waiting.get(0)));
    }
  }

  /** With an error, a stub takes the network's place. */
  private void generate(DeclaredType type, Reading reading) {
    Report problems = new Report();
    Optional<Topology> network = network(reading, problems);
    if (network.isPresent()) {
      networks.put(type, network.get());
      printer.print(files.write(reading.declaration().type(), network.get()));
    } else if (NO_PLACE.stream().noneMatch(problems::has)) {
      printer.print(files.writeStub(reading.declaration()));
    }
  }

  private void report(DeclaredType type) {
    Reading reading = read(type);
    NetworkDeclaration declaration = reading.declaration();
    Report problems = new Report();
    Optional<Topology> network = network(reading, problems);
    if (network.isPresent()
        && files.wroteFor(declaration.type())
        && !network.get().equals(networks.get(type))) {
      problems.add(Problem.VALUES_CHANGED, declaration.site(), declaration.type().getSimpleName());
    }
    printer.print(problems);
  }

  /** From a declaration through the rules to the network; none if there is an error. */
  private Optional<Topology> network(Reading reading, Report problems) {
    rules.check(reading, problems);
    if (!reading.exact() || !problems.isClean()) {
      return Optional.empty();
    }
    Topology topology = TopologyMaker.make(reading.declaration());
    new ArraySizeRule(InferredLayers.of(topology)).check(reading.declaration(), problems);
    return problems.isClean() ? Optional.of(topology) : Optional.empty();
  }
}
