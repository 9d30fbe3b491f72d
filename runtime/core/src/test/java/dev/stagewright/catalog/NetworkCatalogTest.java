package dev.stagewright.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stagewright.network.InputShape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkCatalogTest {

  private final Path folder;

  NetworkCatalogTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void describesNetworksInDirectoriesAndJars() throws IOException {
    Path directory = directory("classes", "a.Small", description("Small", "a.Small"));
    Path jar = jar("b.Large", description("Large", "b.Large"));

    NetworkCatalog catalog = NetworkCatalog.ofClassPath(List.of(directory, jar));

    assertThat(catalog.networks())
        .extracting(NetworkDescription::type)
        .contains("a.Small", "b.Large");
    NetworkDescription large = catalog.find("Large");
    assertThat(large).isEqualTo(catalog.find("b.Large"));
    assertThat(large.network()).isEqualTo("b.LargeNetwork");
    assertThat(large.input()).isEqualTo(new InputShape(8, 9, 3));
    assertThat(large.minimumInput()).isEqualTo(new NetworkDescription.Size(7, 6));
    assertThat(large.parameters()).isEqualTo(25_636_712L);
    assertThat(large.stages().get(0).output()).containsExactly(4, 5, 16);
    assertThat(large.stages().get(0).filters()).containsExactly(4, 4, 16);
    assertThat(large.layers().get(0).output()).containsExactly(4, 5, 64);
    assertThat(large.source()).isEqualTo("class LargeNetwork {}\n");
  }

  @Test
  void ofATypeFoundTwiceTheFirstCounts() throws IOException {
    Path first = directory("first", "a.Twice", description("Twice", "a.Twice"));
    Path second =
        directory("second", "a.Twice", description("Twice", "a.Twice").replace("ELU", "RELU"));

    NetworkCatalog catalog = NetworkCatalog.ofClassPath(List.of(first, second));

    assertThat(catalog.find("Twice").nonlinearity()).isEqualTo("ELU");
  }

  @Test
  void anUnknownNameIsAnsweredWithTheOneMeantAndTheList() throws IOException {
    Path entry = directory("classes", "a.ResNet50Elu", description("ResNet50Elu", "a.ResNet50Elu"));
    NetworkCatalog catalog = NetworkCatalog.ofClassPath(List.of(entry));

    assertThatExceptionOfType(CatalogException.class)
        .isThrownBy(() -> catalog.find("resnet50-elu"))
        .withMessageStartingWith(
            "Network \"resnet50-elu\": not found; did you mean ResNet50Elu? The networks on the class path are ")
        .withMessageContaining("ResNet50Elu");
    assertThatExceptionOfType(CatalogException.class)
        .isThrownBy(() -> catalog.find("Inception"))
        .withMessageStartingWith(
            "Network \"Inception\": not found. The networks on the class path are ");
  }

  @Test
  void anAmbiguousNameIsAnsweredWithTheBinaryNames() throws IOException {
    Path one = directory("one", "a.Same", description("Same", "a.Same"));
    Path two = directory("two", "b.Same", description("Same", "b.Same"));
    NetworkCatalog catalog = NetworkCatalog.ofClassPath(List.of(one, two));

    assertThatExceptionOfType(CatalogException.class)
        .isThrownBy(() -> catalog.find("Same"))
        .withMessage(
            "Network \"Same\": found 2 of this name; give one of the binary names a.Same, b.Same");
    assertThat(catalog.find("b.Same").type()).isEqualTo("b.Same");
  }

  @Test
  void aGeneratedClassThatIsNotThereIsNamed() throws IOException {
    Path entry = directory("classes", "a.Lost", description("Lost", "a.Lost"));
    NetworkCatalog catalog = NetworkCatalog.ofClassPath(List.of(entry));

    assertThatExceptionOfType(CatalogException.class)
        .isThrownBy(() -> catalog.builder("Lost"))
        .withMessage(
            "Network \"Lost\": its generated class a.LostNetwork cannot be loaded (java.lang.ClassNotFoundException: a.LostNetwork); compile it again with stagewright-processor of this runtime's version");
  }

  @Test
  void entriesThatCannotBeReadAreNamed() throws IOException {
    Path missing = folder.resolve("missing.jar");
    assertThatExceptionOfType(CatalogException.class)
        .isThrownBy(() -> NetworkCatalog.ofClassPath(List.of(missing)))
        .withMessage(
            "Class path: found %s, which does not exist; expected a jar or a directory of classes",
            missing);

    Path text = Files.writeString(folder.resolve("text.jar"), "no jar");
    assertThatExceptionOfType(CatalogException.class)
        .isThrownBy(() -> NetworkCatalog.ofClassPath(List.of(text)))
        .withMessageStartingWith("Class path: " + text + " cannot be read as a jar: ");
  }

  @Test
  void descriptionsOfAnotherFormatOrNoneAreRefused() throws IOException {
    Path newer =
        directory(
            "newer",
            "a.New",
            description("New", "a.New").replace("\"format\": 1", "\"format\": 2"));
    assertThatExceptionOfType(CatalogException.class)
        .isThrownBy(() -> NetworkCatalog.ofClassPath(List.of(newer)))
        .withMessage(
            "%s has format 2; this runtime reads format 1. Use the processor and the runtime in the same version",
            newer.resolve("META-INF/stagewright/a.New.json"));

    Path cut = directory("cut", "a.Cut", "{\"format\": 1, \"name\": \"Cut\"}");
    assertThatExceptionOfType(CatalogException.class)
        .isThrownBy(() -> NetworkCatalog.ofClassPath(List.of(cut)))
        .withMessage(
            "%s is not a network's description by stagewright-processor; compile it again",
            cut.resolve("META-INF/stagewright/a.Cut.json"));
  }

  private Path directory(String name, String type, String json) throws IOException {
    Path directory = folder.resolve(name);
    Path descriptions = Files.createDirectories(directory.resolve("META-INF/stagewright"));
    Files.writeString(descriptions.resolve(type + ".json"), json);
    return directory;
  }

  private Path jar(String type, String json) throws IOException {
    Path jar = folder.resolve(type + ".jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      entries.putNextEntry(new JarEntry("META-INF/stagewright/" + type + ".json"));
      entries.write(json.getBytes(StandardCharsets.UTF_8));
    }
    return jar;
  }

  private static String description(String name, String type) {
    return """
    {"format": 1, "processor": "0.1", "name": "%s", "type": "%s", "network": "%sNetwork",
     "input": {"height": 8, "width": 9, "channels": 3},
     "minimumInput": {"height": 7, "width": 6},
     "classes": 10, "nonlinearity": "ELU",
     "parameters": 25636712, "trainable": 25583592, "flops": 7660000000,
     "stages": [{"number": 2, "blocks": 1, "filters": [4, 4, 16], "stride": 1, "output": [4, 5, 16]}],
     "layers": [{"name": "conv1", "kind": "conv", "inputs": ["input"], "output": [4, 5, 64],
                 "parameters": 9472, "trainable": 9472, "flops": 100}],
     "source": "class %sNetwork {}\\n"}
    """
        .formatted(name, type, type, name);
  }
}
