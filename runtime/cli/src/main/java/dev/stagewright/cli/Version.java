package dev.stagewright.cli;

import dev.stagewright.engine.Engines;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String own = Stagewright.class.getPackage().getImplementationVersion();
    return new String[] {
      // Classes in a folder have no manifest.
      "stagewright " + Objects.requireNonNullElse(own, "development"),
      "Java " + Runtime.version(),
      "engine " + Engines.status()
    };
  }
}
