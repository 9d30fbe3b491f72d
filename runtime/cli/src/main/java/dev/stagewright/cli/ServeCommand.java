package dev.stagewright.cli;

import dev.stagewright.engine.EngineSettings;
import dev.stagewright.serve.ModelServer;
import dev.stagewright.serve.ModelWatch;
import dev.stagewright.serve.ServerSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stagewright serve}. */
@Command(
    name = "serve",
    description = {
      "Serves models over HTTP until it is told to end (Ctrl-C, SIGTERM): POST /v1/classify/NAME"
          + " with a picture as the body, the Open Inference Protocol under /v2, /metrics,"
          + " /openapi.json, and a page to try it at /. Prints a JSON object for every request."
    })
final class ServeCommand implements Callable<Integer> {

  private static final int INTERRUPTED = 130;

  private final PrintWriter out;
  private final PrintWriter err;

  @Parameters(
      paramLabel = "MODEL",
      arity = "1..*",
      description =
          "Models that train saved: [NAME=]FILE. The name is used in addresses; by default"
              + " it is the file's, without .zip.")
  private List<String> models = List.of();

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "The address to listen on (default: ${DEFAULT-VALUE}, this machine only; 0.0.0.0 is"
              + " every network).")
  private String host = "";

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "The port to listen on (default: ${DEFAULT-VALUE}); 0 takes a free one.")
  private int port;

  @Option(
      names = "--drain",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description =
          "How long accepted requests may take to finish at shutdown (default:"
              + " ${DEFAULT-VALUE}).")
  private int drain;

  @Option(
      names = "--watch",
      paramLabel = "SECONDS",
      description =
          "Check the models' files this often, and swap in one that has changed without"
              + " dropping a request (default: never).")
  private @Nullable Integer watch;

  @Mixin private final ServeLimits limits = new ServeLimits();
  @Mixin private final NetworkSearch search = new NetworkSearch();
  @Mixin private final AllowedClasses allowed = new AllowedClasses();
  @Mixin private final ComputeOptions compute = new ComputeOptions();
  @Mixin private final GivenOptions given = new GivenOptions();

  ServeCommand(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    if (!given.has("--allow-class")) {
      given.refuse("without --allow-class, since models need no network", "--classpath");
    }
    Map<String, Path> files = files();
    ServerSettings settings =
        new ServerSettings(
            host,
            port,
            limits.batching(),
            limits.limits(),
            Duration.ofSeconds(GivenOptions.atLeast(0, "--drain", drain)),
            this::log);
    Duration pause =
        watch == null ? null : Duration.ofSeconds(GivenOptions.atLeast(1, "--watch", watch));
    EngineSettings engine = compute.settings();
    if (!settings.isLocal()) {
      err.println(
          "Warning: --host "
              + host
              + " accepts connections from other machines, without authentication");
    }
    try (EndSignal signal = new EndSignal();
        ModelServer server = new ModelServer(settings, List.copyOf(files.keySet()));
        ModelWatch loading =
            new ModelWatch(server, files, file -> allowed.load(file, search, engine))) {
      err.println("Listening on " + address(server.port()));
      err.flush();
      loading.loadAll();
      if (pause != null) {
        loading.watch(pause);
      }
      return signal.await().equals("INT") ? INTERRUPTED : 0;
    }
  }

  private String address(int found) {
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + found;
  }

  /** Whole lines, though several threads write them. */
  private void log(String line) {
    synchronized (out) {
      out.println(line);
      out.flush();
    }
  }

  private Map<String, Path> files() {
    Map<String, Path> files = new LinkedHashMap<>();
    for (String model : models) {
      int sign = model.indexOf('=');
      Path file = new Paths().convert(model.substring(sign + 1));
      String name =
          sign >= 0
              ? model.substring(0, sign)
              : String.valueOf(file.getFileName()).replaceFirst("\\.zip$", "");
      ModelServer.checkName(name);
      if (files.put(name, file) != null) {
        throw CommandException.usage(
            "MODEL: found the name \"%s\" more than once; give another with NAME=%s"
                .formatted(name, file));
      }
    }
    return files;
  }
}
