package dev.stagewright.data;

import java.util.Collection;

/** Some of a source's images, in the source's order. */
final class ImageSubset extends PassedOnImages {

  private final int[] images;
  private final String part;

  ImageSubset(ImageSource source, Collection<Integer> images, String part) {
    super(source);
    this.images = images.stream().mapToInt(Integer::intValue).sorted().toArray();
    this.part = part;
  }

  @Override
  int at(int image) {
    return images[image];
  }

  @Override
  public int size() {
    return images.length;
  }

  @Override
  public String description() {
    return size() + " images (" + part + ") of " + source().description();
  }
}
