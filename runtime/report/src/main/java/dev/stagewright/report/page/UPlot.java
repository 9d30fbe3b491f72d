package dev.stagewright.report.page;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The script that draws curves, from its jar. */
final class UPlot {

  private static final String VERSION = readVersion();
  private static final String FOLDER = "/META-INF/resources/webjars/uplot/" + VERSION + "/";
  private static final String LICENSE = Resource.text(FOLDER + "LICENSE");

  /** With the license, which asks to be in every copy. */
  private static final String SCRIPT =
      "/*\n" + LICENSE + "\n*/\n" + Resource.text(FOLDER + "dist/uPlot.iife.min.js");

  private UPlot() {}

  static String version() {
    return VERSION;
  }

  static String license() {
    return LICENSE;
  }

  static String script() {
    return SCRIPT;
  }

  static String styles() {
    return Resource.text(FOLDER + "dist/uPlot.min.css");
  }

  private static String readVersion() {
    Properties properties = new Properties();
    try {
      properties.load(
          new StringReader(Resource.text("/META-INF/maven/org.webjars.npm/uplot/pom.properties")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
