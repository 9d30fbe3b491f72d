package dev.stagewright.catalog;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Reads the files {@code META-INF/stagewright/*.json} that the processor writes. */
final class DescriptionFiles {

  static final String FOLDER = "META-INF/stagewright/";

  private static final int FORMAT = 1;
  private static final Gson GSON = new Gson();

  private DescriptionFiles() {}

  /** Reads every description in a jar or directory. */
  static List<NetworkDescription> in(Path entry) {
    try {
      return Files.isDirectory(entry) ? inDirectory(entry) : inJar(entry);
    } catch (IOException e) {
      throw new CatalogException(
          "Class path: %s cannot be read as a jar: %s".formatted(entry, e.getMessage()), e);
    }
  }

  private static List<NetworkDescription> inDirectory(Path directory) throws IOException {
    Path folder = directory.resolve(FOLDER);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<NetworkDescription> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        found.add(parse(Files.readString(file), file.toString()));
      }
    }
    return found;
  }

  private static List<NetworkDescription> inJar(Path jar) throws IOException {
    List<NetworkDescription> found = new ArrayList<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : file.stream().toList()) {
        if (entry.getName().startsWith(FOLDER) && entry.getName().endsWith(".json")) {
          try (InputStream in = file.getInputStream(entry)) {
            String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            found.add(parse(json, jar + "!/" + entry.getName()));
          }
        }
      }
    }
    return found;
  }

  private static NetworkDescription parse(String json, String place) {
    try {
      JsonObject object = GSON.fromJson(json, JsonObject.class);
      int format = object.get("format").getAsInt();
      if (format != FORMAT) {
        throw new CatalogException(
            String.format(
                Locale.ROOT,
                "%s has format %d; this runtime reads format %d. Use the processor and the runtime in the same version",
                place,
                format,
                FORMAT));
      }
      return GSON.fromJson(object, NetworkDescription.class);
    } catch (CatalogException e) {
      throw e;
    } catch (RuntimeException e) {
      // Whatever Gson throws; a missing member is null, which the records refuse.
      throw new CatalogException(
          place + " is not a network's description by stagewright-processor; compile it again", e);
    }
  }
}
