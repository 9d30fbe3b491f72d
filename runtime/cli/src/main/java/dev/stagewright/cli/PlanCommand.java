package dev.stagewright.cli;

import dev.stagewright.network.Network;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stagewright plan NETWORK}. */
@Command(
    name = "plan",
    description = "Prints the engine's plan of a network: each step, its kernel and its layout.")
final class PlanCommand implements Runnable {

  /** As many as make a median steady. */
  private static final int PROFILE_RUNS = 10;

  private final PrintWriter out;

  @Parameters(paramLabel = "NETWORK", description = "The annotated type's simple or binary name.")
  private String name = "";

  @Option(names = "--training", description = "The plan of a training step, not of a prediction.")
  private boolean training;

  @Option(names = "--profile", description = "Run it, and print each step's time and share.")
  private boolean profile;

  @Mixin private final EngineOptions engineOptions = new EngineOptions();
  @Mixin private final BuilderOptions options = new BuilderOptions();
  @Mixin private final NetworkSearch search = new NetworkSearch();

  PlanCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void run() {
    options.refuseParameters();
    var builder = search.catalog().builder(name);
    options.applyTo(builder);
    Network network = builder.build();
    int batch = engineOptions.batch();
    int runs = profile ? PROFILE_RUNS : 0;
    engineOptions.on(
        network,
        training,
        subject -> {
          long[] shape = subject.inputShape(batch);
          out.print(subject.diagnostics().describe(subject.graph(), shape, training, runs));
        });
    out.flush();
  }
}
