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
  private static final String PICTURE = "document.getElementById('picture')";
  private static final String MAP = "document.getElementById('map')";
  private static final String LOOKED = "document.getElementById('looked').textContent";
  private static final String LAST =
      "document.querySelectorAll('#answers button')[2].querySelector('span').textContent";

  /** Whether the map is yellow where it is reddest: viridis from violet to yellow. */
  private static final String IS_PAINTED =
      """
      (() => {
        const {data} = map.getContext('2d').getImageData(0, 0, map.width, map.height);
        let most = 0;
        for (let i = 0; i < data.length; i += 4) if (data[i] > data[most]) most = i;
        return data[most] > 180 && data[most + 2] < 120 && data[most + 3] === 255;
      })()
      """;

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
      browser.drop(picture, width / 2, 200);
      browser.await(ANSWERS + " !== ''");

      assertThat(browser.text(ANSWERS)).matches("(?s)((cat|dog|horse)\\s+[0-9.]+ %\\s*){3}");
      assertThat(browser.text("document.documentElement.scrollWidth <= innerWidth"))
          .isEqualTo("true");
      assertThat(browser.text("getComputedStyle(document.body).backgroundColor")).isEqualTo(ground);
      browser.choose(FILE, notes);
      browser.await(ANSWERS + " === '' && " + STATUS + ".startsWith('The picture is not')");
    }
  }

  @ParameterizedTest
  @CsvSource({"360, 740, dark", "1280, 800, light"})
  void showsWhereTheModelLooked(int width, int height, String scheme) throws Exception {
    Path picture = Files.write(folder.resolve("cat.png"), TestServer.png(1));
    try (var server = TestServer.ready(settings -> settings);
        var browser = new Browser(folder)) {
      browser.open(server.uri("/").toString(), width, height, scheme);
      browser.drop(picture, width / 2, 200);
      browser.await(ANSWERS + " !== ''");
      assertThat(browser.text(MAP + ".hidden")).isEqualTo("true");

      browser.text("document.getElementById('heat').click()");
      browser.await("!" + MAP + ".hidden");

      assertThat(browser.text(box(MAP))).isEqualTo(browser.text(box(PICTURE)));
      assertThat(browser.text(IS_PAINTED)).isEqualTo("true");
      assertThat(browser.text(LOOKED)).matches("Yellow is where it looked for (cat|dog|horse)\\.");
      assertThat(browser.text("document.documentElement.scrollWidth <= innerWidth"))
          .isEqualTo("true");
      browser.text("document.querySelectorAll('#answers button')[2].click()");
      browser.await(LOOKED + " === 'Yellow is where it looked for ' + " + LAST + " + '.'");
      assertThat(browser.text("document.querySelectorAll('[aria-pressed=true]').length"))
          .isEqualTo("1");
      browser.text("document.getElementById('heat').click()");
      browser.await(MAP + ".hidden && " + LOOKED + " === ''");
    }
  }

  private static String box(String element) {
    return "JSON.stringify(%s.getBoundingClientRect())".formatted(element);
  }
}
