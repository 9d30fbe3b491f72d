package dev.stagewright.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds pictures that are there more than once. */
final class SamePictures {

  private final ImageSource source;
  private final List<String> parts;
  private final boolean hasClasses;
  private final List<List<Integer>> groups;

  SamePictures(ImageSource source, List<ImageFacts> facts, List<String> parts) {
    this.source = source;
    this.parts = parts;
    this.hasClasses = !source.labels().isEmpty() && ImageFacts.hasClasses(source);
    Map<String, List<Integer>> byDigest = new LinkedHashMap<>();
    for (int image = 0; image < facts.size(); image++) {
      String digest = facts.get(image).digest();
      if (!digest.isEmpty()) {
        byDigest.computeIfAbsent(digest, key -> new ArrayList<>()).add(image);
      }
    }
    this.groups = byDigest.values().stream().filter(group -> group.size() > 1).toList();
  }

  private String label(int image) {
    return hasClasses ? source.labels().get(source.label(image)) : "";
  }

  private boolean differ(List<Integer> group, Function<Integer, String> what) {
    return group.stream().map(what).distinct().count() > 1;
  }

  private boolean isConflict(List<Integer> group) {
    return differ(group, this::label) || differ(group, parts::get);
  }

  /** The same picture in one class and part. */
  List<String> duplicates() {
    return groups.stream().filter(group -> !isConflict(group)).map(this::names).toList();
  }

  /** The same picture in two classes or parts. */
  List<String> conflicts() {
    return groups.stream()
        .filter(this::isConflict)
        .map(
            group ->
                (differ(group, this::label) ? "in two classes: " : "in two parts: ") + names(group))
        .toList();
  }

  private String names(List<Integer> group) {
    return group.stream()
        .map(image -> source.name(image) + where(group, image))
        .collect(Collectors.joining(", "));
  }

  private String where(List<Integer> group, int image) {
    return differ(group, parts::get) ? " (" + parts.get(image) + ")" : "";
  }
}
