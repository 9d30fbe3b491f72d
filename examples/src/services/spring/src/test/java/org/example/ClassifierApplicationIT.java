package org.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The one jar, started as a user does: it finds the native libraries inside of itself. */
@Timeout(600)
class ClassifierApplicationIT {

  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

  @TempDir Path folder;

  @Test
  void theJarAnswers() throws Exception {
    Path log = folder.resolve("log.txt");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                    "-jar",
                    "target/classifier-service-1.0.jar",
                    "--server.port=0",
                    "--model=" + SmallModel.in(folder)))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      String address = "http://127.0.0.1:" + port(process, log) + "/classify";

      HttpResponse<String> answer = SmallModel.post(address, SmallModel.picture());

      assertEquals(200, answer.statusCode(), answer.body());
      assertTrue(answer.body().matches("\\[\\{\"label\":\"(cat|dog)\",.*}]"), answer.body());
      assertEquals(400, SmallModel.post(address, new byte[] {1}).statusCode());
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  private static String port(Process process, Path log) throws Exception {
    while (process.isAlive()) {
      Matcher found = PORT.matcher(Files.readString(log));
      if (found.find()) {
        return found.group(1);
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new AssertionError(Files.readString(log));
  }
}
