package dev.stagewright.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who may depend on whom, as ARCHITECTURE.md says. It is here since this module has all others on
 * its class path; the modules' own poms ban what must not even be there.
 */
class ArchitectureTest {

  private static final String ROOT = "dev.stagewright.";

  /** From a package to those of ours that it may use, itself and its inner ones apart. */
  private static final Map<String, List<String>> ALLOWED =
      Map.ofEntries(
          Map.entry("dsl", List.of()),
          // The processor knows annotations and runtime by name only.
          Map.entry("processor", List.of()),
          Map.entry("errors", List.of()),
          Map.entry("files", List.of("errors")),
          Map.entry("random", List.of()),
          Map.entry("pictures", List.of("errors")),
          Map.entry("augmentation", List.of("errors", "pictures", "random")),
          Map.entry("engine", List.of("errors")),
          Map.entry("update", List.of("engine")),
          Map.entry("layers", List.of()),
          Map.entry("metrics", List.of()),
          Map.entry("tasks", List.of("errors", "layers", "metrics")),
          Map.entry("weights", List.of("errors", "files")),
          Map.entry("json", List.of("errors")),
          Map.entry("network", List.of("engine", "errors", "json", "layers", "tasks", "weights")),
          Map.entry("catalog", List.of("errors", "network")),
          Map.entry("storage", List.of("errors", "files")),
          Map.entry("tables", List.of("errors")),
          Map.entry(
              "data",
              List.of(
                  "augmentation",
                  "errors",
                  "files",
                  "network",
                  "pictures",
                  "random",
                  "storage",
                  "tables",
                  "tasks")),
          Map.entry(
              "model",
              List.of(
                  "data",
                  "engine",
                  "errors",
                  "files",
                  "json",
                  "layers",
                  "network",
                  "pictures",
                  "tasks",
                  "weights")),
          Map.entry(
              "training",
              List.of(
                  "augmentation",
                  "data",
                  "engine",
                  "errors",
                  "files",
                  "json",
                  "model",
                  "network",
                  "tasks",
                  "update",
                  "weights")),
          Map.entry(
              "recipes",
              List.of("data", "engine", "errors", "json", "network", "pictures", "training")),
          Map.entry(
              "runs",
              List.of(
                  "data",
                  "errors",
                  "files",
                  "json",
                  "model",
                  "network",
                  "prediction",
                  "recipes",
                  "tables",
                  "tasks",
                  "training")),
          Map.entry(
              "prediction",
              List.of(
                  "data",
                  "engine",
                  "errors",
                  "metrics",
                  "model",
                  "network",
                  "pictures",
                  "tables",
                  "tasks")),
          Map.entry("onednn", List.of("engine", "errors", "layers", "update")),
          Map.entry("reporting", List.of("catalog", "data", "training")),
          Map.entry(
              "report",
              List.of(
                  "catalog",
                  "data",
                  "errors",
                  "files",
                  "metrics",
                  "network",
                  "pictures",
                  "reporting",
                  "tables",
                  "training")),
          Map.entry(
              "serve",
              List.of("data", "errors", "model", "network", "pictures", "prediction", "tasks")),
          Map.entry(
              "spark",
              List.of(
                  "data",
                  "engine",
                  "errors",
                  "model",
                  "network",
                  "pictures",
                  "prediction",
                  "runs",
                  "tasks",
                  "training")),
          Map.entry("networks", List.of("dsl", "layers", "network", "weights")),
          Map.entry(
              "cli",
              List.of(
                  "augmentation",
                  "catalog",
                  "data",
                  "engine",
                  "errors",
                  "files",
                  "json",
                  "metrics",
                  "model",
                  "network",
                  "pictures",
                  "prediction",
                  "storage",
                  "tables",
                  "recipes",
                  "runs",
                  "reporting",
                  "serve",
                  "spark",
                  "tasks",
                  "training",
                  "weights")));

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.stagewright");

  static Stream<String> packages() {
    return ALLOWED.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("packages")
  void arrowsGoOneWay(String name) {
    String[] allowed =
        Stream.concat(ALLOWED.getOrDefault(name, List.of()).stream(), Stream.of(name))
            .map(each -> ROOT + each + "..")
            .toArray(String[]::new);

    classes()
        .that(resideInAPackage(ROOT + name + ".."))
        .should()
        .onlyDependOnClassesThat(
            not(resideInAPackage("dev.stagewright..")).or(resideInAnyPackage(allowed)))
        .check(OURS);
  }

  @Test
  void everyPackageIsInTheTable() {
    Set<String> found =
        OURS.stream()
            .map(type -> type.getPackageName().substring(ROOT.length()).replaceFirst("\\..*", ""))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(found).isEqualTo(new TreeSet<>(ALLOWED.keySet()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.stagewright.(*)..",
        "dev.stagewright.processor.(*)..",
        "dev.stagewright.(**)"
      })
  void packagesFormNoCycle(String slices) {
    SlicesRuleDefinition.slices().matching(slices).should().beFreeOfCycles().check(OURS);
  }

  @Test
  void whatIsInternalStaysInItsModule() {
    noClasses()
        .that(resideInAPackage("dev.stagewright.."))
        .and(not(resideInAPackage(ROOT + "onednn..")))
        .should()
        .dependOnClassesThat(resideInAPackage("dev.stagewright..internal.."))
        .check(OURS);
  }

  /** Its next release moves packages: what names its layers and functions is listed. */
  @Test
  void deeplearning4jsLayersAreNamedInFewPlaces() {
    String listed =
        "dev\\.stagewright\\.(layers|networks|onednn)\\..*"
            + "|dev\\.stagewright\\.model\\.(GraphReader|LayerSizes|TaskHead)"
            + "|dev\\.stagewright\\.network\\.(DeclaredBlocks|DeclaredLayers|Features|GraphFactory|LayerFacts|LayerGroups|Normalization|Regularization|Subgraph|UnbiasedVariance)"
            + "|dev\\.stagewright\\.prediction\\.GraphGradient"
            + "|dev\\.stagewright\\.tasks\\.Task(\\$.*)?|dev\\.stagewright\\.training\\."
            + "(FitAccuracy|GraphOptimizer|GraphParameters|GraphUpdate|Lamb|Lion|Optimizer|OutputPass|RmsProp|TaskSetup)(\\$.*)?"
            + "|dev\\.stagewright\\.weights\\.(GraphLayer|GraphParameter|ImageNetWeights|Nonlinearities)";

    noClasses()
        .that()
        .haveNameNotMatching(listed)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "org.deeplearning4j.nn.conf.layers..",
                "org.deeplearning4j.nn.conf.graph..",
                "org.deeplearning4j.nn.conf.preprocessor..",
                "org.deeplearning4j.nn.layers..",
                "org.nd4j.linalg.activations.impl..",
                "org.nd4j.linalg.lossfunctions..",
                "org.nd4j.linalg.learning.."))
        .check(OURS);
  }

  @Test
  void theProcessorKnowsNoDeeplearning4j() {
    noClasses()
        .that(resideInAPackage(ROOT + "processor.."))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("org.deeplearning4j..", "org.nd4j..", "org.bytedeco.."))
        .check(OURS);
  }

  /** The command runs where there is no Spark: it names what starts jobs, and nothing of theirs. */
  @Test
  void sparkIsKnownInOnePackage() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "spark..")
        .should()
        .dependOnClassesThat(resideInAnyPackage("org.apache.spark..", "scala.."))
        .check(OURS);
  }

  /** A further format of weights is then a further package, and nothing else. */
  @Test
  void whatKnowsKerasFilesIsInOnePackage() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "weights.keras..", ROOT + "files.hdf5..")
        .should()
        .dependOnClassesThat(resideInAnyPackage(ROOT + "weights.keras..", ROOT + "files.hdf5.."))
        .check(OURS);
  }

  @Test
  void theDeclarationHoldsNoLogic() {
    List<String> others =
        OURS.stream()
            .filter(resideInAPackage(ROOT + "dsl"))
            .filter(type -> !type.isAnnotation() && !type.isEnum() && !isPackageInfo(type))
            .map(JavaClass::getName)
            .toList();

    assertThat(others).isEmpty();
  }

  private static boolean isPackageInfo(JavaClass type) {
    return Arrays.asList("package-info", "module-info").contains(type.getSimpleName());
  }
}
