package dev.stagewright.data;

import dev.stagewright.errors.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What images are like, and what is wrong with them. Every image is read, decoded and compared with
 * all others byte for byte (by SHA-256).
 *
 * @param images how many there are
 * @param classes how many images each class has in each part; without a split, in one part named
 *     all. Empty where images have no class each
 * @param kinds how many pictures there are of each format and of gray and color
 * @param sizes height and width of the smallest, the median and the largest picture by pixels
 * @param broken what cannot be read or decoded, with names
 * @param duplicates names of the same picture, of one class and part
 * @param conflicts the same picture in two classes, or in two parts
 * @param tooSmall classes that are missing in a part that others have
 */
public record DataReport(
    int images,
    Map<String, Map<String, Integer>> classes,
    SortedMap<String, Integer> kinds,
    List<String> sizes,
    List<String> broken,
    List<String> duplicates,
    List<String> conflicts,
    List<String> tooSmall) {

  private static final String ALL = "all";

  /**
   * Looks at images, on all processors.
   *
   * @param source the images
   * @param split their parts, or null
   * @return the report
   */
  public static DataReport of(ImageSource source, @Nullable Split split) {
    List<ImageFacts> facts =
        IntStream.range(0, source.size())
            .parallel()
            .mapToObj(image -> ImageFacts.of(source, image))
            .toList();
    List<String> parts =
        IntStream.range(0, source.size()).mapToObj(image -> part(source, image, split)).toList();
    List<ImageFacts> whole = facts.stream().filter(each -> each.fault() == null).toList();
    SortedMap<String, Integer> kinds = new TreeMap<>();
    whole.forEach(each -> kinds.merge(each.kind(), 1, Integer::sum));
    var same = new SamePictures(source, facts, parts);
    Map<String, Map<String, Integer>> classes = classes(source, parts);
    return new DataReport(
        source.size(),
        classes,
        kinds,
        sizes(whole),
        facts.stream().filter(each -> each.fault() != null).map(ImageFacts::fault).toList(),
        same.duplicates(),
        same.conflicts(),
        tooSmall(classes));
  }

  private static String part(ImageSource source, int image, @Nullable Split split) {
    Split.Place place = split == null ? null : split.places().get(source.path(image));
    return split == null ? ALL : place == null ? "none" : place.part().toString();
  }

  private static Map<String, Map<String, Integer>> classes(ImageSource source, List<String> parts) {
    if (source.labels().isEmpty() || !ImageFacts.hasClasses(source)) {
      return Map.of();
    }
    List<String> names = parts.stream().distinct().sorted().toList();
    List<Map<String, Integer>> rows = new ArrayList<>();
    for (int label = 0; label < source.labels().size(); label++) {
      Map<String, Integer> row = new LinkedHashMap<>();
      names.forEach(part -> row.put(part, 0));
      rows.add(row);
    }
    for (int image = 0; image < source.size(); image++) {
      rows.get(source.label(image)).merge(parts.get(image), 1, Integer::sum);
    }
    Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();
    for (int label = 0; label < rows.size(); label++) {
      counts.put(source.labels().get(label), rows.get(label));
    }
    return counts;
  }

  private static List<String> sizes(List<ImageFacts> whole) {
    List<ImageFacts> sorted =
        whole.stream()
            .sorted(
                (a, b) ->
                    Long.compare((long) a.height() * a.width(), (long) b.height() * b.width()))
            .toList();
    return sorted.isEmpty()
        ? List.of()
        : IntStream.of(0, sorted.size() / 2, sorted.size() - 1)
            .mapToObj(sorted::get)
            .map(each -> String.format(Locale.ROOT, "%d x %d", each.height(), each.width()))
            .toList();
  }

  private static List<String> tooSmall(Map<String, Map<String, Integer>> classes) {
    List<String> found = new ArrayList<>();
    classes.forEach(
        (label, parts) -> {
          String missing =
              parts.entrySet().stream()
                  .filter(part -> part.getValue() == 0)
                  .map(Map.Entry::getKey)
                  .collect(Collectors.joining(", "));
          if (!missing.isEmpty()) {
            int all = parts.values().stream().mapToInt(Integer::intValue).sum();
            found.add(
                String.format(
                    Locale.ROOT,
                    "%s: %d image(s), none in the part(s) %s",
                    Printable.of(label),
                    all,
                    missing));
          }
        });
    return found;
  }

  /**
   * Whether something should be mended before training: broken pictures, conflicts, classes that
   * are too small. Duplicates in one class and part are told, but no fault.
   *
   * @return whether there is any of it
   */
  public boolean hasFaults() {
    return !broken.isEmpty() || !conflicts.isEmpty() || !tooSmall.isEmpty();
  }
}
