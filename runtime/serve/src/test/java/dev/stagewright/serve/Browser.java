package dev.stagewright.serve;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Chromium without a window, driven over its debugging port. */
final class Browser implements AutoCloseable {

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  private final Gson gson = new Gson();
  private final HttpClient client = HttpClient.newHttpClient();
  private final BlockingQueue<JsonObject> messages = new LinkedBlockingQueue<>();
  private final Process process;
  private final WebSocket socket;
  private int last;

  Browser(Path folder) throws IOException, InterruptedException {
    this.process =
        new ProcessBuilder(
                List.of(
                    CHROMIUM.toString(),
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--remote-debugging-port=0",
                    "--user-data-dir=" + folder,
                    "about:blank"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log.txt").toFile())
            .start();
    Path port = folder.resolve("DevToolsActivePort");
    while (process.isAlive() && (!Files.exists(port) || Files.readString(port).isEmpty())) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    this.socket =
        client
            .newWebSocketBuilder()
            .buildAsync(page(Files.readAllLines(port).get(0)), new Messages())
            .join();
    call("Page.enable", Map.of());
  }

  static boolean isInstalled() {
    return Files.isExecutable(CHROMIUM);
  }

  private URI page(String port) throws IOException, InterruptedException {
    var list = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json")).build();
    for (var target :
        JsonParser.parseString(client.send(list, BodyHandlers.ofString()).body())
            .getAsJsonArray()) {
      JsonObject page = target.getAsJsonObject();
      if (page.get("type").getAsString().equals("page")) {
        return URI.create(page.get("webSocketDebuggerUrl").getAsString());
      }
    }
    throw new AssertionError("Chromium shows no page");
  }

  /** Puts the messages' parts together. */
  private final class Messages implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean whole) {
      text.append(part);
      if (whole) {
        messages.add(JsonParser.parseString(text.toString()).getAsJsonObject());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  private JsonObject call(String method, Map<String, ?> parameters) throws InterruptedException {
    int id = ++last;
    socket
        .sendText(gson.toJson(Map.of("id", id, "method", method, "params", parameters)), true)
        .join();
    while (true) {
      JsonObject message = messages.take();
      if (message.has("id") && message.get("id").getAsInt() == id) {
        return message.getAsJsonObject("result");
      }
    }
  }

  void open(String address, int width, int height, String scheme) throws InterruptedException {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    call(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    call("Page.navigate", Map.of("url", address));
    await("document.readyState === 'complete' && document.querySelector('option') !== null");
  }

  void choose(String element, Path file) throws InterruptedException {
    JsonObject found =
        call("Runtime.evaluate", Map.of("expression", element)).getAsJsonObject("result");
    call(
        "DOM.setFileInputFiles",
        Map.of("files", List.of(file.toString()), "objectId", found.get("objectId").getAsString()));
  }

  /** Drags a file onto a place of the page and lets it go. */
  void drop(Path file, int x, int y) throws InterruptedException {
    Map<String, Object> data =
        Map.of("items", List.of(), "files", List.of(file.toString()), "dragOperationsMask", 1);
    for (String type : List.of("dragEnter", "dragOver", "drop")) {
      call("Input.dispatchDragEvent", Map.of("type", type, "x", x, "y", y, "data", data));
    }
  }

  String text(String expression) throws InterruptedException {
    return call("Runtime.evaluate", Map.of("expression", "String(" + expression + ")"))
        .getAsJsonObject("result")
        .get("value")
        .getAsString();
  }

  void await(String condition) throws InterruptedException {
    while (!text(condition).equals("true")) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  @Override
  public void close() {
    socket.abort();
    process.destroy();
    process.onExit().join();
  }
}
