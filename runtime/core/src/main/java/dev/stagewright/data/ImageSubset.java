package dev.stagewright.data;

import dev.stagewright.pictures.Picture;
import dev.stagewright.tasks.Task;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some of a source's images, in the source's order. */
final class ImageSubset implements ImageSource {

  private final ImageSource source;
  private final int[] images;
  private final String part;

  ImageSubset(ImageSource source, Collection<Integer> images, String part) {
    this.source = source;
    this.images = images.stream().mapToInt(Integer::intValue).sorted().toArray();
    this.part = part;
  }

  @Override
  public List<String> labels() {
    return source.labels();
  }

  @Override
  public int size() {
    return images.length;
  }

  @Override
  public int label(int image) {
    return source.label(images[image]);
  }

  @Override
  public float[] targets(int image, Task task) {
    return source.targets(images[image], task);
  }

  @Override
  public void checkTargets(Task task) {
    source.checkTargets(task);
  }

  @Override
  public int stratum(int image) {
    return source.stratum(images[image]);
  }

  @Override
  public Picture picture(int image) {
    return source.picture(images[image]);
  }

  @Override
  public @Nullable String fault(int image) {
    return source.fault(images[image]);
  }

  @Override
  public String path(int image) {
    return source.path(images[image]);
  }

  @Override
  public long fileSize(int image) {
    return source.fileSize(images[image]);
  }

  @Override
  public String name(int image) {
    return source.name(images[image]);
  }

  @Override
  public String description() {
    return size() + " images (" + part + ") of " + source.description();
  }
}
