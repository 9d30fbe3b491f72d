package dev.stagewright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The packaged server, from its start to its end. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the launcher is a shell script")
@Timeout(300)
class ServeIT {

  private static final Pattern LISTENING = Pattern.compile("Listening on (http://[0-9.:]+)");

  private final Path folder;
  private final Launcher launcher;
  private final HttpClient client = HttpClient.newHttpClient();

  ServeIT(@TempDir Path folder) {
    this.folder = folder;
    this.launcher = new Launcher(folder);
  }

  private String address() throws IOException, InterruptedException {
    while (true) {
      Path errors = folder.resolve("err.txt");
      Matcher found = LISTENING.matcher(Files.exists(errors) ? Files.readString(errors) : "");
      if (found.find()) {
        return found.group(1);
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private HttpResponse<String> get(String uri) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofString());
  }

  private void awaitReady(String uri) throws IOException, InterruptedException {
    while (get(uri).statusCode() != 200) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  @Test
  void servesTakesAChangedModelAndEndsWith0OnSigterm() throws Exception {
    Material.in(folder);
    Path model = Files.copy(folder.resolve("model.zip"), folder.resolve("colors.zip"));
    Process process = launcher.interruptible("serve", "colors.zip", "--port", "0", "--watch", "1");
    String address = address();
    awaitReady(address + "/v2/health/ready");

    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(address + "/v1/classify/colors?top=1"))
                .POST(BodyPublishers.ofFile(folder.resolve("images/red/0.png")))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).matches("\\[\\{\"label\":\"(red|blue)\",\"probability\":[0-9.]+}]");

    Path next = Files.copy(model, folder.resolve("next"));
    Files.move(next, model, StandardCopyOption.REPLACE_EXISTING);
    awaitReady(address + "/v2/models/colors/versions/2/ready");

    process.destroy();
    Run run = launcher.finished(process);
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("\"event\":\"model ready\",\"model\":\"colors\",\"version\":2")
        .contains("\"path\":\"/v1/classify/colors\",\"status\":200");
  }
}
