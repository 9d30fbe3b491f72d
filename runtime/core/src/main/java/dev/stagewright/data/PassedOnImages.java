package dev.stagewright.data;

import dev.stagewright.pictures.DecodeOptions;
import dev.stagewright.pictures.Picture;
import dev.stagewright.tasks.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Images of another source, which answers whatever a subclass does not. */
abstract class PassedOnImages implements ImageSource {

  private final ImageSource source;

  PassedOnImages(ImageSource source) {
    this.source = source;
  }

  /** Where the images come from. */
  final ImageSource source() {
    return source;
  }

  /** Where an image stands in the other source. */
  int at(int image) {
    return image;
  }

  @Override
  public List<String> labels() {
    return source.labels();
  }

  @Override
  public int size() {
    return source.size();
  }

  @Override
  public int label(int image) {
    return source.label(at(image));
  }

  @Override
  public float[] targets(int image, Task task) {
    return source.targets(at(image), task);
  }

  @Override
  public void checkTargets(Task task) {
    source.checkTargets(task);
  }

  @Override
  public int stratum(int image) {
    return source.stratum(at(image));
  }

  @Override
  public Picture picture(int image) {
    return source.picture(at(image));
  }

  @Override
  public Picture picture(int image, DecodeOptions options) {
    return source.picture(at(image), options);
  }

  @Override
  public @Nullable String fault(int image, Preflight preflight) {
    return source.fault(at(image), preflight);
  }

  @Override
  public byte[] content(int image) {
    return source.content(at(image));
  }

  @Override
  public String path(int image) {
    return source.path(at(image));
  }

  @Override
  public long fileSize(int image) {
    return source.fileSize(at(image));
  }

  @Override
  public int index(int image) {
    return source.index(at(image));
  }

  @Override
  public @Nullable String group(int image) {
    return source.group(at(image));
  }

  @Override
  public String name(int image) {
    return source.name(at(image));
  }

  @Override
  public String description() {
    return source.description();
  }
}
