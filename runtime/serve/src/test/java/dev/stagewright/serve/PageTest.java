package dev.stagewright.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page in a browser, on a phone and on a desk. */
@Timeout(300)
@EnabledIf(
    value = "dev.stagewright.serve.Browser#isInstalled",
    disabledReason = "there is no /usr/bin/chromium")
class PageTest {

  private static final String FILE = "document.getElementById('file')";
  private static final String STATUS = "document.getElementById('status').textContent";
  private static final String ANSWERS = "document.getElementById('answers').innerText";

  /** Chromium's helpers still write into its folder when it has ended. */
  @TempDir(cleanup = CleanupMode.NEVER)
  private Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource({
    "360, 740, light, 'rgb(246, 247, 249)'",
    "360, 740, dark, 'rgb(17, 21, 27)'",
    "1280, 800, light, 'rgb(246, 247, 249)'",
    "1280, 800, dark, 'rgb(17, 21, 27)'"
  })
  void showsWhatAPictureShows(int width, int height, String scheme, String ground)
      throws Exception {
    Path picture = Files.write(folder.resolve("cat.png"), TestServer.png(1));
    Path notes = Files.writeString(folder.resolve("notes.png"), "notes");
    try (var server = TestServer.ready(settings -> settings);
        var browser = new Browser(folder)) {
      browser.open(server.uri("/").toString(), width, height, scheme);
      browser.choose(FILE, picture);
      browser.await(ANSWERS + " !== ''");

      assertThat(browser.text(ANSWERS)).matches("(?s)((cat|dog|horse)\\s+[0-9.]+ %\\s*){3}");
      assertThat(browser.text("document.documentElement.scrollWidth <= innerWidth"))
          .isEqualTo("true");
      assertThat(browser.text("getComputedStyle(document.body).backgroundColor")).isEqualTo(ground);
      browser.choose(FILE, notes);
      browser.await(ANSWERS + " === '' && " + STATUS + ".startsWith('The picture is not')");
    }
  }
}
