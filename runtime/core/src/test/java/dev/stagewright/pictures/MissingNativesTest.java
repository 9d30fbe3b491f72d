package dev.stagewright.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;

/** A class path without OpenCV's natives, as a build for another system makes it. */
class MissingNativesTest {

  /** Decodes a picture of one pixel. */
  static final class Decoding {
    public static void main(String[] arguments) {
      try {
        PictureDecoder.decode("P5 1 1 255\n7".getBytes(StandardCharsets.US_ASCII)).close();
        System.out.print("decoded");
      } catch (LinkageError e) {
        System.out.print(e.getMessage());
      }
    }
  }

  @Test
  void theMessageSaysWhatIsMissing() throws IOException {
    String natives = Loader.getPlatform() + ".jar";
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> !(entry.contains("opencv") && entry.endsWith(natives)))
            .collect(Collectors.joining(File.pathSeparator));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process child = new ProcessBuilder(java, "-cp", classPath, Decoding.class.getName()).start();

    assertThat(new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .startsWith("OpenCV cannot be loaded: ")
        .endsWith(
            ". Put one version of org.bytedeco:opencv on the class path, with its natives for "
                + Loader.getPlatform());
  }
}
