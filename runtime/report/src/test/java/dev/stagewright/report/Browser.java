package dev.stagewright.report;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Chromium without a window, spoken to over its debugging port in the DevTools protocol. Everything
 * that a page complains of or asks the network for is kept.
 */
final class Browser implements AutoCloseable {

  private static final Pattern LISTENS = Pattern.compile("DevTools listening on (ws://\\S+)");
  private static final int SECONDS = 60;

  private final Process process;
  private final WebSocket socket;
  private final Path profile;
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonObject>> answers = new ConcurrentHashMap<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();
  private String session = "";

  private Browser(Process process, String address, Path profile) {
    this.process = process;
    this.profile = profile;
    this.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(address), new Messages())
            .join();
  }

  /** Where Chromium is; empty if it is not installed. */
  static Optional<Path> executable() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(
            folder ->
                Stream.of("chromium", "chromium-headless-shell").map(Path.of(folder)::resolve))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static Browser start(Path executable) throws IOException {
    Path profile = Files.createTempDirectory("browser");
    Process process =
        new ProcessBuilder(
                executable.toString(),
                "--headless=new",
                "--no-sandbox", // which root, as whom containers run, may not have
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader log = process.errorReader(StandardCharsets.UTF_8);
    StringBuilder said = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      Matcher matcher = LISTENS.matcher(line);
      if (matcher.find()) {
        drain(log);
        Browser browser = new Browser(process, matcher.group(1), profile);
        browser.attach();
        return browser;
      }
      said.append(line).append('\n');
    }
    throw new IOException("Chromium ended: " + said);
  }

  /** Else the browser would wait for a reader one day. */
  private static void drain(BufferedReader log) {
    Thread reader =
        new Thread(
            () -> {
              try {
                while (log.readLine() != null) {
                  // nobody wants to know
                }
              } catch (IOException e) {
                // it has ended
              }
            },
            "browser-log");
    reader.setDaemon(true);
    reader.start();
  }

  private void attach() {
    String target =
        call("Target.createTarget", Map.of("url", "about:blank")).get("targetId").getAsString();
    session =
        call("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .get("sessionId")
            .getAsString();
    Stream.of("Page", "Runtime", "Log", "Network")
        .forEach(domain -> call(domain + ".enable", Map.of()));
  }

  /** Opens a page with a window of a width, light or dark, and waits until it is drawn. */
  void open(Path page, int width, boolean dark) {
    emulate(width, dark);
    complaints.clear();
    requests.clear();
    loaded = new CompletableFuture<>();
    call("Page.navigate", Map.of("url", page.toUri().toString()));
    await(loaded);
    evaluate("new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
  }

  private void emulate(int width, boolean dark) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    showAs("", dark);
  }

  /** Shows the page as on a screen or on paper. */
  void showAs(String medium, boolean dark) {
    Map<String, String> scheme =
        Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
    call("Emulation.setEmulatedMedia", Map.of("media", medium, "features", List.of(scheme)));
  }

  /** The value of a script, as text. */
  String evaluate(String script) {
    JsonObject answer =
        call(
            "Runtime.evaluate",
            Map.of("expression", script, "awaitPromise", true, "returnByValue", true));
    JsonObject result = answer.getAsJsonObject("result");
    if (answer.has("exceptionDetails")) {
      throw new IllegalStateException(answer.toString());
    }
    return result.has("value") ? result.get("value").getAsString() : "";
  }

  /** Presses and lets go a key. */
  void press(String key) {
    for (String type : List.of("keyDown", "keyUp")) {
      call(
          "Input.dispatchKeyEvent",
          Map.of("type", type, "key", key, "code", key, "windowsVirtualKeyCode", code(key)));
    }
  }

  private static int code(String key) {
    return switch (key) {
      case "Tab" -> 9;
      case "ArrowLeft" -> 37;
      default -> throw new IllegalArgumentException(key);
    };
  }

  /** All of the page as a PNG file. */
  byte[] screenshot() {
    return bytes(call("Page.captureScreenshot", Map.of("captureBeyondViewport", true)));
  }

  /** The page on paper, as a PDF file. */
  byte[] print() {
    return bytes(call("Page.printToPDF", Map.of("printBackground", false)));
  }

  private static byte[] bytes(JsonObject answer) {
    return Base64.getDecoder().decode(answer.get("data").getAsString());
  }

  /** What the console and the log have of the page that was opened last. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** What the page that was opened last asked for. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  private JsonObject call(String method, Map<String, Object> parameters) {
    int number = numbers.incrementAndGet();
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    answers.put(number, answer);
    JsonObject message = new JsonObject();
    message.addProperty("id", number);
    message.addProperty("method", method);
    message.add("params", new Gson().toJsonTree(parameters));
    if (!session.isEmpty()) {
      message.addProperty("sessionId", session);
    }
    socket.sendText(message.toString(), true).join();
    JsonObject answered = await(answer);
    if (answered.has("error")) {
      throw new IllegalStateException(method + ": " + answered);
    }
    return answered.getAsJsonObject("result");
  }

  private static <T> T await(CompletableFuture<T> future) {
    return future.orTimeout(SECONDS, TimeUnit.SECONDS).join();
  }

  private void take(JsonObject message) {
    if (message.has("id")) {
      answers.remove(message.get("id").getAsInt()).complete(message);
      return;
    }
    JsonObject parameters = message.getAsJsonObject("params");
    switch (message.get("method").getAsString()) {
      case "Page.loadEventFired" -> loaded.complete(null);
      case "Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded" ->
          complaints.add(parameters.toString());
      case "Network.requestWillBeSent" ->
          requests.add(parameters.getAsJsonObject("request").get("url").getAsString());
      default -> {}
    }
  }

  /** Messages come in pieces. */
  private final class Messages implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        JsonObject message = JsonParser.parseString(text.toString()).getAsJsonObject();
        text.setLength(0);
        take(message);
      }
      webSocket.request(1);
      return CompletableFuture.completedFuture(null);
    }
  }

  @Override
  public void close() throws IOException {
    socket.abort();
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    // What lives writes files. Where nobody buries the dead, they are not seen to end.
    CompletableFuture.allOf(
            all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
        .completeOnTimeout(null, 10, TimeUnit.SECONDS)
        .join();
    List<Path> files = new ArrayList<>();
    try (Stream<Path> found = Files.walk(profile)) {
      found.forEach(files::add);
    }
    for (int i = files.size() - 1; i >= 0; i--) {
      Files.deleteIfExists(files.get(i));
    }
  }
}
