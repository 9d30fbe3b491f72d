package dev.stagewright.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of a table of images hold. What is not said is guessed where only one column can
 * be meant.
 *
 * @param path the column of the pictures' paths below their folder, file names or ids; null for the
 *     one whose fields name pictures
 * @param suffix what is put behind each of its fields, such as {@code .jpg}; empty for nothing. If
 *     all pictures have the same suffix, ids without one are found, too
 * @param labels the columns that tell what is to be learned; none for the only one that is left
 * @param separator what is between several labels in one field; null where there is one
 * @param group the column of what must not be apart in a split, such as patients; null for none
 */
public record TableColumns(
    @Nullable String path,
    String suffix,
    List<String> labels,
    @Nullable String separator,
    @Nullable String group) {

  /** Everything is guessed. */
  public static final TableColumns GUESSED = new TableColumns(null, "", List.of(), null, null);

  /** Copies the list. */
  public TableColumns {
    labels = List.copyOf(labels);
  }

  /**
   * The same with another column of paths.
   *
   * @param column its name
   */
  public TableColumns withPath(String column) {
    return new TableColumns(column, suffix, labels, separator, group);
  }

  /**
   * The same with another suffix.
   *
   * @param ending such as {@code .jpg}
   */
  public TableColumns withSuffix(String ending) {
    return new TableColumns(path, ending, labels, separator, group);
  }

  /**
   * The same with other columns of labels.
   *
   * @param columns their names
   */
  public TableColumns withLabels(String... columns) {
    return new TableColumns(path, suffix, List.of(columns), separator, group);
  }

  /**
   * The same with several labels in a field.
   *
   * @param between what is between them
   */
  public TableColumns withSeparator(String between) {
    return new TableColumns(path, suffix, labels, between, group);
  }

  /**
   * The same with another column of groups.
   *
   * @param column its name
   */
  public TableColumns withGroup(String column) {
    return new TableColumns(path, suffix, labels, separator, column);
  }
}
