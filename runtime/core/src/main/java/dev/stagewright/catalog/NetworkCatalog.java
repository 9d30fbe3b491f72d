package dev.stagewright.catalog;

import dev.stagewright.errors.Spelling;
import dev.stagewright.network.LayerFacts;
import dev.stagewright.network.NetworkBuilder;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The networks on a class path, found by the descriptions that the processor leaves there. */
public final class NetworkCatalog {

  private final List<NetworkDescription> networks;
  private final ClassLoader loader;

  private NetworkCatalog(List<NetworkDescription> networks, ClassLoader loader) {
    this.networks = networks;
    this.loader = loader;
  }

  /**
   * The networks on this JVM's class path.
   *
   * @return the catalog
   * @throws CatalogException if a description cannot be read
   */
  public static NetworkCatalog ofClassPath() {
    return ofClassPath(List.of());
  }

  /**
   * The networks on this JVM's class path and in further jars or directories of classes, which are
   * searched after it.
   *
   * @param further jars and directories; what their classes need beyond this JVM's class path must
   *     be among them
   * @return the catalog; it keeps the jars open as long as it lives
   * @throws CatalogException if one of them does not exist or a description cannot be read
   */
  public static NetworkCatalog ofClassPath(List<Path> further) {
    further.forEach(NetworkCatalog::checkEntry);
    // A type that is found twice is the first one's, as for class loaders.
    Map<String, NetworkDescription> byType = new LinkedHashMap<>();
    Stream.concat(ClassPath.ofJvm().stream(), further.stream())
        .flatMap(entry -> DescriptionFiles.in(entry).stream())
        .forEach(network -> byType.putIfAbsent(network.type(), network));
    List<NetworkDescription> sorted = new ArrayList<>(byType.values());
    sorted.sort(
        Comparator.comparing(NetworkDescription::name).thenComparing(NetworkDescription::type));
    return new NetworkCatalog(List.copyOf(sorted), loader(further));
  }

  /**
   * The networks, sorted by name.
   *
   * @return a list that may be empty
   */
  public List<NetworkDescription> networks() {
    return networks;
  }

  /**
   * The class loader of the networks, for what else is in the further jars and directories.
   *
   * @return a loader that asks this JVM's class path first
   */
  public ClassLoader classLoader() {
    return loader;
  }

  /**
   * Finds a network.
   *
   * @param name the annotated type's simple or binary name
   * @return the network's description
   * @throws CatalogException if no network has this name, or several have it as simple name
   */
  public NetworkDescription find(String name) {
    Optional<NetworkDescription> byType =
        networks.stream().filter(network -> network.type().equals(name)).findFirst();
    if (byType.isPresent()) {
      return byType.get();
    }
    List<NetworkDescription> named =
        networks.stream().filter(network -> network.name().equals(name)).toList();
    return switch (named.size()) {
      case 1 -> named.get(0);
      case 0 -> throw unknown(name);
      default ->
          throw new CatalogException(
              String.format(
                  Locale.ROOT,
                  "Network \"%s\": found %d of this name; give one of the binary names %s",
                  name,
                  named.size(),
                  named.stream().map(NetworkDescription::type).collect(Collectors.joining(", "))));
    };
  }

  /**
   * Starts building a network.
   *
   * @param name the annotated type's simple or binary name
   * @return a builder with the declared values
   * @throws CatalogException if there is not exactly one such network, or its generated class
   *     cannot be loaded
   */
  public NetworkBuilder<?> builder(String name) {
    NetworkDescription found = find(name);
    try {
      var method = Class.forName(found.network(), true, loader).getDeclaredMethod("builder");
      // A network declared in a package-private type is generated as such.
      method.setAccessible(true);
      return (NetworkBuilder<?>) method.invoke(null);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new CatalogException(
          "Network \"%s\": its generated class %s cannot be loaded (%s); compile it again with stagewright-processor of this runtime's version"
              .formatted(name, found.network(), e),
          e);
    }
  }

  /**
   * A network's description with the layers of blocks of the user's own, which only the generated
   * class can tell; every other description is complete as it is.
   *
   * @param network one of this catalog's
   * @return the description with all layers, and totals over these
   * @throws CatalogException if the generated class cannot be loaded
   * @throws dev.stagewright.network.BlockException if a block is not what its stage declares
   */
  public NetworkDescription complete(NetworkDescription network) {
    return network.isComplete()
        ? network
        : OwnBlocks.complete(network, LayerFacts.of(builder(network.type()).build()));
  }

  private CatalogException unknown(String name) {
    List<String> names = networks.stream().map(NetworkDescription::name).distinct().toList();
    if (names.isEmpty()) {
      return new CatalogException(
          "Network \"%s\": there is no network on the class path; add the jar or directory that holds yours, or stagewright-networks"
              .formatted(name));
    }
    String meant =
        Spelling.nearest(name, names).map(near -> "; did you mean " + near + "?").orElse("");
    return new CatalogException(
        "Network \"%s\": not found%s The networks on the class path are %s"
            .formatted(name, meant.isEmpty() ? "." : meant, String.join(", ", names)));
  }

  private static void checkEntry(Path entry) {
    if (!Files.isDirectory(entry) && !Files.isRegularFile(entry)) {
      throw new CatalogException(
          "Class path: found %s, which does not exist; expected a jar or a directory of classes"
              .formatted(entry));
    }
  }

  private static ClassLoader loader(List<Path> further) {
    ClassLoader parent = NetworkCatalog.class.getClassLoader();
    return further.isEmpty()
        ? parent
        : new URLClassLoader(further.stream().map(NetworkCatalog::url).toArray(URL[]::new), parent);
  }

  private static URL url(Path entry) {
    try {
      return entry.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new CatalogException("Class path: " + entry + " has no URL", e);
    }
  }
}
