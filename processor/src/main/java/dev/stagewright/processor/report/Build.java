package dev.stagewright.processor.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What the build of this processor wrote beside this class. */
public final class Build {

  private static final Properties PROPERTIES = read();

  private Build() {}

  /** This processor's version, which descriptions of networks name. */
  public static String version() {
    return PROPERTIES.getProperty("version");
  }

  /** Where a section of the page that explains errors can be read. */
  public static String troubleshooting(String anchor) {
    return PROPERTIES.getProperty("troubleshooting") + "#" + anchor;
  }

  private static Properties read() {
    Properties properties = new Properties();
    try (InputStream file = Build.class.getResourceAsStream("build.properties")) {
      properties.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
