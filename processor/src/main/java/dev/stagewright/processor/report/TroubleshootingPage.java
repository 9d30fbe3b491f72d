package dev.stagewright.processor.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The page that messages lead to. The same page is in this jar, as {@code troubleshooting.md}. */
final class TroubleshootingPage {

  private static final String ADDRESS = read();

  private TroubleshootingPage() {}

  /** Where a section can be read. */
  static String section(String anchor) {
    return ADDRESS + "#" + anchor;
  }

  /** The address that the build wrote beside the class. */
  private static String read() {
    Properties properties = new Properties();
    try (InputStream file = TroubleshootingPage.class.getResourceAsStream("page.properties")) {
      properties.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("address");
  }
}
