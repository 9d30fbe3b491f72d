package dev.stagewright.data;

import dev.stagewright.storage.StoredFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Collects files and the indexes of their classes. */
record ClassFiles(List<String> labels, List<StoredFile> files, List<Integer> classes) {

  ClassFiles(List<String> labels) {
    this(labels, new ArrayList<>(), new ArrayList<>());
  }

  /** Adds files by class, each class one of the labels. */
  void add(Map<String, List<StoredFile>> found) {
    found.forEach(
        (label, pictures) -> {
          int index = labels.indexOf(label);
          files.addAll(pictures);
          pictures.forEach(picture -> classes.add(index));
        });
  }
}
