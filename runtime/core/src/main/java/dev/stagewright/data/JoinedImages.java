package dev.stagewright.data;

import dev.stagewright.pictures.DecodeOptions;
import dev.stagewright.pictures.Picture;
import dev.stagewright.tasks.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Images of several sources, one source behind the other. All have the same labels. */
final class JoinedImages implements ImageSource {

  /** An image and the source that has it. */
  private record Member(ImageSource source, int image) {}

  private final List<? extends ImageSource> sources;
  private final List<Member> members = new ArrayList<>();

  JoinedImages(List<? extends ImageSource> sources) {
    this.sources = List.copyOf(sources);
    for (ImageSource source : sources) {
      for (int image = 0; image < source.size(); image++) {
        members.add(new Member(source, image));
      }
    }
  }

  @Override
  public List<String> labels() {
    return sources.get(0).labels();
  }

  @Override
  public int size() {
    return members.size();
  }

  @Override
  public int label(int image) {
    Member member = members.get(image);
    return member.source().label(member.image());
  }

  @Override
  public float[] targets(int image, Task task) {
    Member member = members.get(image);
    return member.source().targets(member.image(), task);
  }

  @Override
  public void checkTargets(Task task) {
    sources.forEach(source -> source.checkTargets(task));
  }

  @Override
  public int stratum(int image) {
    Member member = members.get(image);
    return member.source().stratum(member.image());
  }

  @Override
  public Picture picture(int image) {
    Member member = members.get(image);
    return member.source().picture(member.image());
  }

  @Override
  public Picture picture(int image, DecodeOptions options) {
    Member member = members.get(image);
    return member.source().picture(member.image(), options);
  }

  @Override
  public @Nullable String fault(int image, Preflight preflight) {
    Member member = members.get(image);
    return member.source().fault(member.image(), preflight);
  }

  @Override
  public byte[] content(int image) {
    Member member = members.get(image);
    return member.source().content(member.image());
  }

  @Override
  public String path(int image) {
    Member member = members.get(image);
    return member.source().path(member.image());
  }

  @Override
  public long fileSize(int image) {
    Member member = members.get(image);
    return member.source().fileSize(member.image());
  }

  @Override
  public @Nullable String group(int image) {
    Member member = members.get(image);
    return member.source().group(member.image());
  }

  @Override
  public String name(int image) {
    Member member = members.get(image);
    return member.source().name(member.image());
  }

  @Override
  public String description() {
    return sources.stream().map(ImageSource::description).collect(Collectors.joining("; "));
  }
}
