package dev.stagewright.files.hdf5;

import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A group: named groups and arrays, and attributes with text. */
public final class Hdf5Group implements Hdf5Node {

  private final Hdf5File file;
  private final String path;
  private final int level;
  private final Map<String, Link> links;
  private final Attributes attributes;
  private final Map<String, Hdf5Node> opened = new HashMap<>();

  Hdf5Group(Hdf5File file, String path, Header header, int level) throws IOException {
    this.file = file;
    this.path = path;
    this.level = level;
    BoundedStorage storage = file.storage();
    this.links = Hdf5File.parsed(inWords(), () -> Link.of(header, storage));
    this.attributes = Hdf5File.parsed(inWords(), () -> Attributes.of(header, storage));
  }

  @Override
  public String path() {
    return path.isEmpty() ? "/" : path;
  }

  private String inWords() {
    return "the group " + path();
  }

  /**
   * The names of what is in it.
   *
   * @return the names in the file's order
   */
  public Set<String> names() {
    return Collections.unmodifiableSet(links.keySet());
  }

  /**
   * What is in it, or in a group below, under a name.
   *
   * @param name a name, or several separated by slashes
   * @return the group or array, or null if there is none
   * @throws IOException if it cannot be read, or is a link to another place
   */
  public @Nullable Hdf5Node child(String name) throws IOException {
    int slash = name.indexOf('/');
    if (slash < 0) {
      return ownChild(name);
    }
    return ownChild(name.substring(0, slash)) instanceof Hdf5Group group
        ? group.child(name.substring(slash + 1))
        : null;
  }

  private @Nullable Hdf5Node ownChild(String name) throws IOException {
    Link link = links.get(name);
    if (link == null) {
      return null;
    }
    Hdf5Node node = opened.get(name);
    if (node == null) {
      String child = path + "/" + name;
      if (link.target() != null) {
        throw Hdf5Exception.unread(
            "%s is a link to %s".formatted(child, link.target()),
            "Links are not followed; save the file with its arrays inside (h5repack, or h5py's copy with expand_soft and expand_external)");
      }
      node = file.node(child, link.address(), level + 1);
      opened.put(name, node);
    }
    return node;
  }

  /** The names of its attributes. */
  public Set<String> attributes() {
    return attributes.names();
  }

  /**
   * An attribute with a list of texts.
   *
   * @param attribute its name
   * @return the texts, none for an attribute without values, or null if there is no such attribute
   * @throws IOException if it holds something else, or cannot be read
   */
  public @Nullable List<String> texts(String attribute) throws IOException {
    return attributes.texts(inWords(), attribute);
  }

  /**
   * An attribute with one text.
   *
   * @param attribute its name
   * @return the text, or null if there is no such attribute
   * @throws IOException if it holds something else, or cannot be read
   */
  public @Nullable String text(String attribute) throws IOException {
    return attributes.text(inWords(), attribute);
  }
}
