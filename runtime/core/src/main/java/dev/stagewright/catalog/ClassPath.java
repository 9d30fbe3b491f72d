package dev.stagewright.catalog;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The jars and directories that classes come from. */
final class ClassPath {

  private static final Logger log = LoggerFactory.getLogger(ClassPath.class);

  private ClassPath() {}

  /** What this JVM was started with, and what those jars' manifests add, in search order. */
  static List<Path> ofJvm() {
    Set<Path> entries = new LinkedHashSet<>();
    Arrays.stream(System.getProperty("java.class.path", "").split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .forEach(entry -> add(Path.of(entry).toAbsolutePath(), entries));
    return List.copyOf(entries);
  }

  /** The JVM passes over entries that do not exist or are no jars, and so does this. */
  private static void add(Path entry, Set<Path> entries) {
    if (Files.isDirectory(entry)) {
      entries.add(entry);
    } else if (Files.isRegularFile(entry) && !entries.contains(entry)) {
      try (JarFile jar = new JarFile(entry.toFile())) {
        entries.add(entry);
        listed(jar, entry).forEach(next -> add(next, entries));
      } catch (IOException e) {
        log.debug("{} is no jar: {}", entry, e.getMessage());
      }
    }
  }

  /** {@code java -jar} and test runners put the class path into a manifest, as relative URLs. */
  private static List<Path> listed(JarFile jar, Path place) throws IOException {
    Manifest manifest = jar.getManifest();
    String urls =
        manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
    if (urls == null || urls.isBlank()) {
      return List.of();
    }
    return Arrays.stream(urls.strip().split("\\s+"))
        .map(url -> place.toUri().resolve(url))
        .filter(uri -> "file".equals(uri.getScheme()))
        .map(Path::of)
        .toList();
  }
}
