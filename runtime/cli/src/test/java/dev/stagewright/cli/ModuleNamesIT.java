package dev.stagewright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.processor.ResNetProcessor;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a module-info.java calls the packaged jars; without a fixed name, after their files. */
class ModuleNamesIT {

  private static final Path LIBRARIES = Launcher.PACKAGED.resolve("../../lib").normalize();

  @Test
  void areThoseThatTheDocumentationNames() throws IOException, URISyntaxException {
    List<Path> jars;
    try (Stream<Path> files = Files.list(LIBRARIES)) {
      jars =
          Stream.concat(
                  files.filter(file -> file.getFileName().toString().startsWith("stagewright-")),
                  Stream.of(processor()))
              .toList();
    }

    assertThat(jars)
        .flatExtracting(jar -> ModuleFinder.of(jar).findAll())
        .extracting(module -> module.descriptor().name())
        .containsExactlyInAnyOrder(
            "dev.stagewright.cli",
            "dev.stagewright.dsl",
            "dev.stagewright.networks",
            "dev.stagewright.onednn",
            "dev.stagewright.processor",
            "dev.stagewright.report",
            "dev.stagewright.runtime",
            "dev.stagewright.serve",
            "dev.stagewright.spark");
  }

  private static Path processor() throws URISyntaxException {
    return Path.of(
        ResNetProcessor.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
